import { encodeFrame, type ErrorFrame, type MessageFrame, type RegenerateFrame } from '../protocol/index.ts';
import type { Environment } from './environment.ts';
import type { Requests } from './requests.ts';

export interface DeliveryError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

export type Outgoing = (MessageFrame & { conversation_id: string }) | RegenerateFrame;

/** Something on its way to the server. `sent`: acknowledged, and about to be seen in its conversation. */
export interface OutboxEntry {
  readonly frame: Outgoing;
  readonly status: 'queued' | 'sending' | 'sent' | 'failed';
  readonly error?: DeliveryError;
  /** Ms since 1970, by this machine's clock. */
  readonly created_at: number;
  /** Whose it is; absent before the first `Welcome`. */
  readonly userId?: string;
}

export interface OutboxOptions {
  environment: Pick<Environment, 'now'>;
  requests: Requests;
  /** The most entries that are kept. */
  limit: number;
  /** Whether an answer of the conversation is unfinished: further messages wait for it, and can still be taken back. */
  isBusy: (conversationId: string) => boolean;
  /** What a message that says nothing else follows: the last one its sender sees. */
  replyTo: (conversationId: string) => string | undefined;
  onChange: (conversationId: string, messageId: string) => void;
}

/** Messages on their way, in order: one unacknowledged of a conversation at a time, conversations side by side. */
export interface Outbox {
  entries(conversationId: string): readonly OutboxEntry[];
  add(frame: Outgoing): void;
  /** Sends what failed again, under another id if the server has seen this one. */
  retry(id: string, newId: string): void;
  /** Takes back what is not on its way yet, or has failed. */
  remove(id: string): void;
  /** The server was seen to have it. */
  acknowledge(id: string): void;
  /** It is seen in its conversation, and need not be kept. */
  settle(id: string): void;
  refused(id: string, error: ErrorFrame): void;
  /** Sends what may be sent next. */
  pump(conversationId: string): void;
  /** Whose messages may be sent from now on, and how large they may be. */
  belongTo(userId: string, maxFrameBytes: number): void;
  onLive(): void;
  onLost(code: number): void;
}

/** How long to wait before a refused message is sent again, where the server does not say, in ms. */
const retryMs = 1000;

const tooBig = 1009;

export function createOutbox({ environment, requests, limit, isBusy, replyTo, onChange }: OutboxOptions): Outbox {
  let entries: readonly OutboxEntry[] = [];
  let user: string | undefined;
  let maxBytes = Infinity;

  const find = (id: string) => entries.find((entry) => entry.frame.id === id);
  const isOurs = (entry: OutboxEntry) => user === undefined || entry.userId === undefined || entry.userId === user;

  function change(id: string, next: OutboxEntry | undefined): void {
    const entry = find(id);
    if (!entry) return;
    entries = entries.flatMap((other) => (other === entry ? (next ?? []) : other));
    onChange(entry.frame.conversation_id, id);
  }

  function of(conversationId: string): readonly OutboxEntry[] {
    return entries.filter((entry) => entry.frame.conversation_id === conversationId && isOurs(entry));
  }

  function pump(conversationId: string): void {
    const next = of(conversationId).find((entry) => entry.status !== 'sent');
    if (next?.status !== 'queued' || isBusy(conversationId)) return;
    const parent = next.frame.type === 'Message' && !next.frame.fork ? (next.frame.reply_to ?? replyTo(conversationId)) : undefined;
    const frame = parent === undefined ? next.frame : { ...next.frame, reply_to: parent };
    const bytes = sizeOf(frame);
    if (bytes > maxBytes) return fail(next, `The message has ${bytes} bytes, the server takes ${maxBytes}. Send it in parts.`);
    if (requests.ask(frame.id, () => frame)) change(frame.id, { ...next, frame, status: 'sending' });
  }

  function fail(entry: OutboxEntry, message: string): void {
    requests.settle(entry.frame.id);
    change(entry.frame.id, { ...entry, status: 'failed', error: { code: 'too_large', message, retryable: false } });
  }

  return {
    entries: of,
    add(frame) {
      if (entries.length >= limit) {
        throw new Error(`The outbox is full: ${limit} messages wait to be sent, and more could not be kept. Wait until some are sent, or remove one.`);
      }
      entries = [...entries, { frame, status: 'queued', created_at: environment.now(), ...(user === undefined ? {} : { userId: user }) }];
      onChange(frame.conversation_id, frame.id);
      pump(frame.conversation_id);
    },
    retry(id, newId) {
      const entry = find(id);
      if (entry?.status !== 'failed') return;
      const { error: _, ...rest } = entry;
      change(id, { ...rest, status: 'queued', frame: { ...entry.frame, id: newId } });
      pump(entry.frame.conversation_id);
    },
    remove(id) {
      const entry = find(id);
      if (entry?.status !== 'failed' && entry?.status !== 'queued') return;
      change(id, undefined);
      pump(entry.frame.conversation_id);
    },
    acknowledge(id) {
      requests.settle(id);
      const entry = find(id);
      if (!entry || entry.status === 'sent') return;
      const { error: _, ...rest } = entry;
      change(id, { ...rest, status: 'sent' });
    },
    settle: (id) => change(id, undefined),
    refused(id, error) {
      const entry = find(id);
      if (entry?.status !== 'sending') return;
      if (error.retryable) return requests.askLater(id, error.retry_after_ms ?? retryMs);
      requests.settle(id);
      change(id, { ...entry, status: 'failed', error: { code: error.code, message: error.message, retryable: false } });
    },
    pump,
    belongTo(userId, maxFrameBytes) {
      user = userId;
      maxBytes = maxFrameBytes;
      entries = entries.map((entry) => (entry.userId === undefined ? { ...entry, userId } : entry));
    },
    onLive() {
      for (const conversationId of new Set(entries.map((entry) => entry.frame.conversation_id))) pump(conversationId);
    },
    onLost(code) {
      const sending = entries.filter((entry) => entry.status === 'sending');
      for (const entry of sending) change(entry.frame.id, { ...entry, status: 'queued' });
      if (code !== tooBig) return;
      const largest = sending.toSorted((a, b) => sizeOf(b.frame) - sizeOf(a.frame))[0];
      if (largest) fail(largest, 'The server takes no message as large as this. Send it in parts.');
    },
  };
}

/** Bytes of the frame on the wire. */
function sizeOf(frame: Outgoing): number {
  return new TextEncoder().encode(encodeFrame(frame)).length;
}
