import {
  findMessage,
  type Authenticated,
  type Conversation,
  type Draining,
  type ErrorFrame,
  type MessageAdded,
  type Pong,
  type ServerFrame,
  type Subscribed,
  type Welcome,
} from '../protocol/index.ts';
import type { Approvals } from './approvals.ts';
import type { Cancels } from './cancels.ts';
import type { Channel } from './channel.ts';
import type { Outbox } from './outbox.ts';
import type { HeldConversation, Subscriptions } from './subscriptions.ts';

export interface InboxOptions {
  subscriptions: Subscriptions;
  outbox: Outbox;
  cancels: Cancels;
  approvals: Approvals;
  /** By scope. */
  channels: ReadonlyMap<string, Channel>;
}

/** What comes from the server: each frame goes to the parts that it concerns, and what it shows is no longer on its way. */
export interface Inbox {
  receive(frame: ServerFrame): void;
  /** The server has a message: a frame has shown it, or another tab has seen it. */
  acknowledge(id: string): void;
  /** A conversation has changed: what is seen in it is waited for no longer, and what cannot be added to it fails. */
  check(held: HeldConversation): void;
  /** Ids of what the server has, and the conversation does not show. */
  missing(conversation: Conversation): readonly string[];
}

export function createInbox({ subscriptions, outbox, cancels, approvals, channels }: InboxOptions): Inbox {
  function acknowledge(id: string): void {
    outbox.acknowledge(id);
    cancels.arrived(id);
  }

  /** Any sight of an id tells that the server has it, whatever becomes of the frame that shows it (R6.15). */
  function acknowledgeShown(frame: ServerFrame): void {
    if (frame.type === 'MessageAdded') acknowledge(frame.message.id);
    if (frame.type === 'Subscribed') frame.events?.forEach(acknowledgeShown);
    if (frame.type === 'Subscribed' || frame.type === 'History') frame.messages?.forEach((message) => acknowledge(message.id));
  }

  function missing(conversation: Conversation): readonly string[] {
    const sent = outbox.entries(conversation.id).filter((entry) => entry.status === 'sent' && !findMessage(conversation, entry.frame.id));
    return sent.map((entry) => entry.frame.id);
  }

  /** What the server has is not waited for where its place is before what is held: it will not be seen before earlier messages are loaded. */
  function settleBefore(frame: MessageAdded | Subscribed, conversationId = ''): void {
    const conversation = subscriptions.get(conversationId)?.conversation;
    if (!conversation) return;
    const { cursor, has_earlier } = conversation;
    for (const id of missing(conversation)) {
      const isBefore = frame.type === 'Subscribed' ? has_earlier : frame.sync_id <= cursor && frame.message.id === id;
      if (isBefore) outbox.settle(id);
    }
    outbox.pump(conversationId);
  }

  /** The request ids of this client are the ids of messages, or a word and the id it concerns. */
  function refused(error: ErrorFrame): void {
    const [word = '', id = ''] = error.request_id?.split(':') ?? [];
    const channel = channels.get(word);
    if (channel) channel.refused(error);
    else if (id === '') outbox.refused(word, error);
    else if (word === 'approve') approvals.refused(error);
    else if (word === 'cancel') cancels.refused(id, error);
    else subscriptions.refused(id, error);
  }

  return {
    receive(frame) {
      acknowledgeShown(frame);
      switch (frame.type) {
        case 'MessageAdded':
          subscriptions.receive(frame);
          return settleBefore(frame, frame.conversation_id);
        case 'Complete':
          cancels.answered(frame.request_id);
          return subscriptions.receive(frame);
        case 'Subscribed':
          subscriptions.subscribed(frame);
          return settleBefore(frame, frame.conversation_id);
        case 'Unsubscribed':
          return subscriptions.unsubscribed(frame);
        case 'History':
          return subscriptions.history(frame);
        case 'Error':
          return refused(frame);
        case 'Scoped':
          return channels.get(frame.scope)?.receive(frame.value);
        default:
          if ('sync_id' in frame) return subscriptions.receive(frame);
          // What is left concerns the connection, which has seen it.
          return void (frame satisfies Welcome | Authenticated | Draining | Pong);
      }
    },
    acknowledge,
    check(held) {
      const { conversation } = held;
      if (held.status === 'gone') outbox.failWaiting(conversation.id);
      // What the server has, and has deleted with its conversation, will not be seen.
      const isDeleted = held.status === 'gone' || (held.status === 'ready' && conversation.log_id === null);
      for (const { frame, status } of outbox.entries(conversation.id)) {
        if (status === 'sent' && (isDeleted || findMessage(conversation, frame.id))) outbox.settle(frame.id);
      }
      cancels.check(conversation);
      approvals.check(conversation);
      outbox.pump(conversation.id);
    },
    missing,
  };
}
