import { emptyConversation, findMessage, isUnfinished, type LoggedEvent, type Message, type MessageAdded } from '../../protocol/index.ts';
import type { ConversationDraft, MessageOrigin } from './conversation-log.ts';
import { appendEvent, type ConversationState } from './conversation-state.ts';
import type { StoredMessages } from './stored-messages.ts';
import { emptyTail } from './tail.ts';

/** What a draft wants stored. */
export interface Staged {
  readonly before: ConversationState | undefined;
  readonly state: ConversationState | undefined;
  readonly events: readonly LoggedEvent[];
  readonly origins: ReadonlyMap<string, MessageOrigin>;
}

/** A draft, and the way to what it staged. */
export interface OpenDraft {
  readonly draft: ConversationDraft;
  staged(): Staged;
}

/** A change of the conversation `id` that begins at `before`. The state is immutable, so to drop the draft is to forget it. */
export function openDraft(id: string, before: ConversationState | undefined, messages: StoredMessages, newId: () => string): OpenDraft {
  let state = before;
  const events: LoggedEvent[] = [];
  const origins = new Map<string, MessageOrigin>();

  function stage(current: ConversationState, event: LoggedEvent) {
    state = appendEvent(current, event);
    events.push(event);
  }

  const draft: ConversationDraft = {
    state: () => state,
    message: (messageId) => state && findMessage(state.conversation, messageId),
    messages,
    create(ownerId, title = '') {
      if (state) throw new Error(`Conversation ${id} is there already.`);
      const conversation = { ...emptyConversation(id), log_id: newId() };
      state = { owner_id: ownerId, title, deleted_at: null, conversation, tail: emptyTail(0) };
      return state;
    },
    add(message, origin = {}) {
      const current = mustBeThere(state, id);
      const event: MessageAdded = { type: 'MessageAdded', conversation_id: id, sync_id: current.conversation.cursor + 1, message };
      stage(current, event);
      origins.set(message.id, origin);
      return event;
    },
    append(event) {
      const current = mustExist(state, id);
      const message: Message | undefined = findMessage(current.conversation, event.message_id);
      if (!message || !isUnfinished(message)) return undefined;
      const logged: LoggedEvent = { ...event, conversation_id: id, sync_id: current.conversation.cursor + 1 };
      stage(current, logged);
      return logged;
    },
    rename(title) {
      state = { ...mustBeThere(state, id), title };
    },
    remove(at) {
      const current = mustBeThere(state, id);
      if (current.conversation.unfinished.length > 0) throw new Error(`Conversation ${id} has an answer that has not ended.`);
      state = { ...current, deleted_at: at };
    },
    restore() {
      state = { ...mustExist(state, id), deleted_at: null };
    },
    giveTo(ownerId) {
      state = { ...mustExist(state, id), owner_id: ownerId };
    },
  };
  return { draft, staged: () => ({ before, state, events, origins }) };
}

function mustBeThere(state: ConversationState | undefined, id: string): ConversationState {
  const current = mustExist(state, id);
  if (current.deleted_at !== null) throw new Error(`Conversation ${id} is deleted.`);
  return current;
}

function mustExist(state: ConversationState | undefined, id: string): ConversationState {
  if (!state) throw new Error(`Conversation ${id} is not there.`);
  return state;
}
