import { findMessage, isUnfinished, type Conversation, type ErrorFrame } from '../protocol/index.ts';
import type { Requests } from './requests.ts';

/** Stops that were asked for and not seen to have happened: kept, and sent again on every new socket. */
export interface Cancels {
  /** Whether a stop in that conversation is still awaited. */
  isWanted(conversationId: string): boolean;
  /** Ends an answer, or the unfinished answers of a question. */
  want(conversationId: string, messageId: string): void;
  /** The conversation has changed: what has ended is no longer wanted. */
  check(conversation: Conversation): void;
  /** It was answered by the end of what it names, whether that is shown or not. */
  answered(requestId: string | undefined): void;
  refused(messageId: string, error: ErrorFrame): void;
  /** The server has a message: a stop that came before it is sent again. */
  arrived(messageId: string): void;
  /** Something has become of a message in the outbox: what does not come any more need not be stopped. */
  outboxChanged(messageId: string): void;
  onLive(): void;
}

export interface CancelsOptions {
  requests: Requests;
  /** Whether the server may still get a message that it does not have. */
  isOnItsWay: (conversationId: string, messageId: string) => boolean;
  onChange: (conversationId: string) => void;
}

const cancelKey = (messageId: string) => `cancel:${messageId}`;

export function createCancels({ requests, isOnItsWay, onChange }: CancelsOptions): Cancels {
  const wanted = new Map<string, string>();
  /** Those that came before what they name. */
  const early = new Set<string>();

  function ask(messageId: string, conversationId: string): void {
    const key = cancelKey(messageId);
    requests.ask(key, () => ({ type: 'Cancel', conversation_id: conversationId, message_id: messageId, request_id: key }));
  }

  function drop(messageId: string): void {
    const conversationId = wanted.get(messageId);
    requests.settle(cancelKey(messageId));
    early.delete(messageId);
    if (wanted.delete(messageId) && conversationId !== undefined) onChange(conversationId);
  }

  return {
    isWanted: (conversationId) => [...wanted.values()].includes(conversationId),
    want(conversationId, messageId) {
      if (wanted.has(messageId)) return;
      wanted.set(messageId, conversationId);
      ask(messageId, conversationId);
      onChange(conversationId);
    },
    check(conversation) {
      for (const [messageId, conversationId] of wanted) {
        if (conversationId === conversation.id && hasEnded(conversation, messageId)) drop(messageId);
      }
    },
    answered(requestId) {
      for (const messageId of wanted.keys()) if (cancelKey(messageId) === requestId) drop(messageId);
    },
    refused(messageId, error) {
      if (error.retryable) return requests.askLater(cancelKey(messageId), error);
      const comesLater = error.code === 'not_found' && isOnItsWay(wanted.get(messageId) ?? '', messageId);
      if (!comesLater) return drop(messageId);
      requests.settle(cancelKey(messageId));
      early.add(messageId);
    },
    arrived(messageId) {
      const conversationId = wanted.get(messageId);
      if (early.delete(messageId) && conversationId !== undefined) ask(messageId, conversationId);
    },
    outboxChanged(messageId) {
      if (early.has(messageId) && !isOnItsWay(wanted.get(messageId) ?? '', messageId)) drop(messageId);
    },
    onLive() {
      for (const [messageId, conversationId] of wanted) ask(messageId, conversationId);
    },
  };
}

function hasEnded(conversation: Conversation, messageId: string): boolean {
  const message = findMessage(conversation, messageId);
  if (!message) return false;
  if (message.role === 'assistant') return !isUnfinished(message);
  const answers = conversation.messages.filter((other) => other.reply_to === messageId && other.role === 'assistant');
  return answers.length > 0 && !answers.some(isUnfinished);
}
