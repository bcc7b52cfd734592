import type { DeliveryError, OutboxEntry } from '../client/index.ts';
import { contentOf, fromWirePart, questionParts, reasoningOf, type Message } from '../protocol/index.ts';

/** How far a message has come: those of the log are `sent`. */
export type Delivery = 'queued' | 'sending' | 'sent' | 'failed';

/** A message as it is shown, from the log or from the outbox. Replaced when it changes. */
export interface ChatMessage extends Message {
  readonly delivery: Delivery;
  /** Why it could not be sent. */
  readonly deliveryError?: DeliveryError;
  /** The text of the question or the answer, as one string. */
  readonly content: string;
  /** The text of the reasoning, as one string; empty where there was none. */
  readonly reasoning: string;
}

const shown = new WeakMap<Message | OutboxEntry, ChatMessage>();

/** A message of the log as it is shown; the same object for the same message. */
export function showMessage(message: Message): ChatMessage {
  return remember(message, () => withText({ ...message, delivery: 'sent' }));
}

/** What is on its way as it is shown: a question, or the answer that was asked for anew. */
export function showEntry(entry: OutboxEntry): ChatMessage {
  const { frame, status, error, created_at } = entry;
  const isQuestion = frame.type === 'Message';
  return remember(entry, () =>
    withText({
      id: frame.id,
      role: isQuestion ? 'user' : 'assistant',
      reply_to: null,
      parts: isQuestion ? questionParts(frame).map(fromWirePart) : [],
      status: isQuestion ? 'complete' : 'pending',
      created_at,
      delivery: status,
      ...(error ? { deliveryError: error } : {}),
    }),
  );
}

function remember(source: Message | OutboxEntry, show: () => ChatMessage): ChatMessage {
  const known = shown.get(source);
  if (known) return known;
  const message = show();
  shown.set(source, message);
  return message;
}

/** Joins the text only for those who ask for it. */
function withText(message: Omit<ChatMessage, 'content' | 'reasoning'>): ChatMessage {
  return {
    ...message,
    get content() {
      return contentOf(message);
    },
    get reasoning() {
      return reasoningOf(message);
    },
  };
}
