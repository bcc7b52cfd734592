import type {
  ConversationChanged,
  ConversationEvent,
  ConversationRemoved,
  ConversationsSubscribed,
  ConversationSummary,
} from '../../src/protocol/index.ts';
import { conversationId } from './log-frames.ts';

const scope = 'conversations';

export function changed(syncId: number, title: string, fields: Partial<ConversationSummary> = {}): ConversationChanged {
  const conversation: ConversationSummary = { id: conversationId, title, status: 'idle', created_at: 1, updated_at: 1, ...fields };
  return { type: 'ConversationChanged', scope, sync_id: syncId, conversation };
}

export function removed(syncId: number, id = conversationId): ConversationRemoved {
  return { type: 'ConversationRemoved', scope, sync_id: syncId, conversation: { id }, at: 9 };
}

export function listReplay(lastSyncId: number, events: ConversationEvent[] = []): ConversationsSubscribed {
  return { type: 'Subscribed', scope, log_id: 'list', last_sync_id: lastSyncId, events };
}
