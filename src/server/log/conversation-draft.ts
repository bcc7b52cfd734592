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

/** The one draft of a transaction. Its changes work on it one after another, as each token would otherwise need a draft of its own. */
export interface SharedDraft {
  readonly draft: ConversationDraft;
  /** Turns it to the conversation `id`, which stands at `before`. That is immutable, so what was staged and not taken is forgotten. */
  open(id: string, before: ConversationState | undefined): void;
  /** What was staged since. */
  staged(): Staged;
}

const noEvents: readonly LoggedEvent[] = [];
const noOrigins: ReadonlyMap<string, MessageOrigin> = new Map();

/** The draft of a transaction, to be opened for each of its changes. */
export function createSharedDraft(messages: StoredMessages, newId: () => string): SharedDraft {
  let id = '';
  let before: ConversationState | undefined;
  let state: ConversationState | undefined;
  let events: LoggedEvent[] | undefined;
  let origins: Map<string, MessageOrigin> | undefined;

  function stage(current: ConversationState, event: LoggedEvent) {
    state = appendEvent(current, event);
    // An array that grows from nothing takes room for sixteen.
    if (events) events.push(event);
    else events = [event];
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
      origins ??= new Map();
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
  return {
    draft,
    open(conversationId, stored) {
      id = conversationId;
      before = stored;
      state = stored;
      events = undefined;
      origins = undefined;
    },
    staged: () => ({ before, state, events: events ?? noEvents, origins: origins ?? noOrigins }),
  };
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
