import type { Complete, MessageAdded, Subscribed, Update, WireMessage } from '../../src/protocol/index.ts';

export const conversationId = '11111111-1111-4111-8111-111111111111';
export const otherId = '22222222-2222-4222-8222-222222222222';
export const questionId = 'aaaaaaaa-0000-4000-8000-000000000001';
export const answerId = 'bbbbbbbb-0000-4000-8000-000000000001';

export function question(content: string, fields: Partial<WireMessage> = {}): WireMessage {
  return {
    id: questionId,
    role: 'user',
    reply_to: null,
    parts: [{ type: 'text', text: content }],
    status: 'complete',
    created_at: 1,
    ...fields,
  };
}

export function answer(fields: Partial<WireMessage> = {}): WireMessage {
  return { id: answerId, role: 'assistant', reply_to: questionId, parts: [], status: 'pending', created_at: 1, ...fields };
}

export function added(syncId: number, message: WireMessage, conversation = conversationId): MessageAdded {
  return { type: 'MessageAdded', conversation_id: conversation, sync_id: syncId, message };
}

export function wrote(syncId: number, content: string, fields: Partial<Update> = {}): Update {
  return { type: 'Update', conversation_id: conversationId, sync_id: syncId, message_id: answerId, delta: { content }, ...fields };
}

export function completed(syncId: number, fields: Partial<Complete> = {}): Complete {
  return {
    type: 'Complete',
    conversation_id: conversationId,
    sync_id: syncId,
    message_id: answerId,
    status: 'complete',
    finish_reason: 'stop',
    at: 9,
    ...fields,
  };
}

export function replay(lastSyncId: number, events: Subscribed['events'] = [], fields: Partial<Subscribed> = {}): Subscribed {
  return { type: 'Subscribed', scope: 'chat', conversation_id: conversationId, log_id: 'log', last_sync_id: lastSyncId, events, ...fields };
}

export function snapshot(lastSyncId: number, messages: WireMessage[], fields: Partial<Subscribed> = {}): Subscribed {
  return {
    type: 'Subscribed',
    scope: 'chat',
    conversation_id: conversationId,
    log_id: 'log',
    last_sync_id: lastSyncId,
    messages,
    ...fields,
  };
}
