import type { ErrorFrame } from '../protocol/index.ts';
import type { Environment } from './environment.ts';
import { isWaiting, type DeliveryError, type OutboxEntry, type Outgoing } from './outbox-entry.ts';
import type { KeptMessage } from './outbox-keeper.ts';
import { OutboxFullError } from './outbox-full-error.ts';
import { placeBefore } from './place-before.ts';
import type { OutboxSharing } from './outbox-sharing.ts';
import type { Requests } from './requests.ts';
import { sizeOf, tooLarge } from './too-large.ts';

export interface OutboxOptions {
  environment: Pick<Environment, 'now' | 'random'>;
  requests: Requests;
  sharing: Pick<OutboxSharing, 'isKeeping' | 'isLeading' | 'keep' | 'moved' | 'acknowledged' | 'removed' | 'renamed'>;
  /** The most entries that are kept. */
  limit: number;
  /** Whether an answer of the conversation is unfinished: further messages wait for it, and can still be taken back. */
  isBusy: (conversationId: string) => boolean;
  /** What a message follows: the one it names, as long as it is there, else the last of the conversation. */
  replyTo: (conversationId: string, named: string | undefined) => string | undefined;
  onChange: (conversationId: string, messageId: string) => void;
  /** What was taken back may have reached the server all the same. */
  onTakenBack: (conversationId: string, messageId: string) => void;
}

/** Messages on their way, in order: one unacknowledged of a conversation at a time, conversations side by side. */
export interface Outbox {
  entries(conversationId: string): readonly OutboxEntry[];
  /** How many messages of all conversations the server is not known to have, and will be sent. */
  unsent(): number;
  /** Takes in a message; returns its id. Throws `OutboxFullError`. */
  add(frame: Outgoing): string;
  /** Sends what failed again, under another id if the server has seen this one. */
  retry(id: string, newId: string): void;
  /** Puts a message before the others of its conversation that wait; returns its conversation, undefined if it does not wait itself. */
  first(id: string): string | undefined;
  /** Takes back what is not on its way yet, or has failed. */
  remove(id: string): void;
  /** The server was seen to have it. */
  acknowledge(id: string): void;
  /** It is seen in its conversation, and need not be kept. */
  settle(id: string): void;
  refused(id: string, error: ErrorFrame): void;
  /** Its conversation is not there any more: what waits for its turn has failed (R4.5). */
  failWaiting(conversationId: string): void;
  /** Ids of what waits, and is kept. */
  waiting(userId: string): ReadonlySet<string>;
  /** Takes in what this browser keeps, from another tab or a page before; what is gone from there was taken back while this page could not hear. */
  takeIn(kept: readonly KeptMessage[], gone: ReadonlySet<string>): void;
  /** Another tab took it back. */
  drop(id: string): void;
  /** Sends what may be sent next. */
  pump(conversationId: string): void;
  /** Whose messages may be sent from now on, and how large they may be. `before`: who that was before signing in (R3.14). */
  belongTo(userId: string, maxFrameBytes: number, before?: string): void;
  /** Sends what may be sent next, of all conversations. */
  pumpAll(): void;
  onLost(code: number): void;
}

const tooBig = 1009;

export function createOutbox({ environment, requests, sharing, limit, isBusy, replyTo, onChange, onTakenBack }: OutboxOptions): Outbox {
  let entries: readonly OutboxEntry[] = [];
  /** What is being given its place: until it has that, it would be kept twice. */
  const placing = new Set<string>();
  /** What is to be put first once it has a place. */
  const hurried = new Set<string>();
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
    if (next?.status !== 'queued' || !next.isKept || isBusy(conversationId)) return;
    // What could not be kept has no place: only this tab knows of it.
    if (next.seq !== undefined && !sharing.isLeading()) return;
    const parent = next.frame.type === 'Message' && !next.frame.fork ? replyTo(conversationId, next.frame.reply_to) : undefined;
    const frame = parent === undefined ? next.frame : { ...next.frame, reply_to: parent };
    const bytes = sizeOf(frame);
    if (bytes > maxBytes) return fail(next, tooLarge(`The message has ${bytes} bytes, the server takes ${maxBytes}. Send it in parts.`));
    if (requests.ask(frame.id, () => frame)) change(frame.id, { ...next, frame, status: 'sending', isGiven: true });
  }

  function fail(entry: OutboxEntry, { code, message }: Pick<DeliveryError, 'code' | 'message'>): void {
    requests.settle(entry.frame.id);
    change(entry.frame.id, { ...entry, status: 'failed', error: { code, message, retryable: false } });
    keep(entry.frame.id);
  }

  /** Nothing is sent before it is kept, and by whom it is. */
  function keep(id: string): void {
    const entry = find(id);
    if (!sharing.isKeeping || !entry || placing.has(id)) return;
    if (entry.seq === undefined) placing.add(id);
    const { status: _, isKept: __, isGiven: ___, ...message } = entry;
    void sharing.keep(message).then((place) => settleKept(entry, place));
  }

  function settleKept(kept: OutboxEntry, seq: number | undefined): void {
    const { id } = kept.frame;
    const entry = find(id);
    placing.delete(id);
    if (!entry) return sharing.removed(id, seq);
    change(id, { ...entry, ...(seq === undefined ? {} : { seq }), isKept: entry.userId === kept.userId });
    if (entry.error !== kept.error || entry.userId !== kept.userId) keep(id);
    if (hurried.delete(id)) first(id);
    pump(entry.frame.conversation_id);
  }

  function pumpAll(): void {
    for (const conversationId of new Set(entries.map((entry) => entry.frame.conversation_id))) pump(conversationId);
  }

  function first(id: string): string | undefined {
    const entry = find(id);
    if (entry?.status !== 'queued') return undefined;
    const conversationId = entry.frame.conversation_id;
    if (!entry.isKept) {
      hurried.add(id);
      return conversationId;
    }
    const ours = of(conversationId);
    const place = ours.findIndex(isWaiting);
    const next = ours[place];
    if (!next || next === entry) return conversationId;
    const seq = next.seq === undefined ? undefined : placeBefore(next.seq, environment.random(), ours[place - 1]?.seq);
    const isMoved = entry.seq !== undefined && seq !== undefined;
    const moved = isMoved ? { ...entry, seq } : entry;
    entries = entries.flatMap((other) => (other === next ? [moved, next] : other === entry ? [] : other));
    onChange(conversationId, id);
    if (isMoved) sharing.moved(id, entry.seq, seq);
    return conversationId;
  }

  function takeInOne(message: KeptMessage): void {
    const { frame, error, seq } = message;
    const held = entries.find((entry) => entry.seq === seq || entry.frame.id === frame.id);
    // What this page wrote before it knew its user is that user's, whoever it is kept for meanwhile.
    if (held && (!isWaiting(held) || held.userId === undefined)) return;
    // It was put before others here while this was being read.
    if (held?.frame.id === frame.id && held.seq !== undefined && seq !== undefined && held.seq < seq) return;
    const entry: OutboxEntry = { ...message, status: error ? 'failed' : 'queued', isKept: true, isGiven: held?.isGiven ?? false };
    entries = held ? entries.map((other) => (other === held ? entry : other)) : [...entries, entry];
    onChange(frame.conversation_id, frame.id);
  }

  return {
    entries: of,
    unsent: () => entries.filter((entry) => isOurs(entry) && (entry.status === 'queued' || entry.status === 'sending')).length,
    add(frame) {
      if (entries.length >= limit) throw new OutboxFullError(limit);
      const whose = user === undefined ? {} : { userId: user };
      entries = [...entries, { frame, status: 'queued', created_at: environment.now(), ...whose, isKept: !sharing.isKeeping }];
      onChange(frame.conversation_id, frame.id);
      keep(frame.id);
      pump(frame.conversation_id);
      return frame.id;
    },
    retry(id, newId) {
      const entry = find(id);
      if (entry?.status !== 'failed') return;
      const { error: _, isGiven: __, ...rest } = entry;
      change(id, { ...rest, status: 'queued', frame: { ...entry.frame, id: newId }, isKept: !sharing.isKeeping });
      sharing.renamed(id);
      keep(newId);
      pump(entry.frame.conversation_id);
    },
    first,
    remove(id) {
      const entry = find(id);
      if (!entry || !isWaiting(entry)) return;
      const { conversation_id } = entry.frame;
      const mayBeGivenElsewhere = entry.seq !== undefined && !sharing.isLeading() && !isBusy(conversation_id);
      change(id, undefined);
      sharing.removed(id, entry.seq);
      if (entry.status === 'queued' && (entry.isGiven || mayBeGivenElsewhere)) onTakenBack(conversation_id, id);
      pump(conversation_id);
    },
    acknowledge(id) {
      requests.settle(id);
      const entry = find(id);
      if (!entry || entry.status === 'sent') return;
      const { error: _, ...rest } = entry;
      change(id, { ...rest, status: 'sent' });
      sharing.acknowledged(id, entry.seq);
    },
    settle: (id) => change(id, undefined),
    refused(id, error) {
      const entry = find(id);
      if (entry?.status !== 'sending') return;
      if (error.retryable) return requests.askLater(id, error);
      fail(entry, error);
    },
    failWaiting(conversationId) {
      // It may be on its way in the tab that sends, which is told the same.
      if (!sharing.isLeading()) return;
      const error = { code: 'not_found', message: 'The conversation is no longer there.' };
      for (const entry of of(conversationId)) if (entry.status === 'queued') fail(entry, error);
    },
    waiting(userId) {
      const waiting = entries.filter((entry) => isWaiting(entry) && entry.userId === userId && entry.isKept && entry.seq !== undefined);
      return new Set(waiting.map((entry) => entry.frame.id));
    },
    takeIn(kept, gone) {
      for (const message of kept) takeInOne(message);
      for (const entry of entries) if (gone.has(entry.frame.id) && isWaiting(entry)) change(entry.frame.id, undefined);
      entries = entries.toSorted((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity));
      pumpAll();
    },
    drop(id) {
      const entry = find(id);
      if (!entry) return;
      requests.settle(id);
      change(id, undefined);
      // It may have been given another place here while it was taken back there.
      sharing.removed(id, entry.seq);
      pump(entry.frame.conversation_id);
    },
    pump,
    pumpAll,
    belongTo(userId, maxFrameBytes, before) {
      user = userId;
      maxBytes = maxFrameBytes;
      const unclaimed = entries.filter((entry) => !entry.userId || entry.userId === before);
      entries = entries.map((entry) => (unclaimed.includes(entry) ? { ...entry, userId, isKept: !sharing.isKeeping } : entry));
      for (const { frame } of unclaimed) keep(frame.id);
    },
    onLost(code) {
      const sending = entries.filter((entry) => entry.status === 'sending');
      for (const entry of sending) change(entry.frame.id, { ...entry, status: 'queued' });
      if (code !== tooBig) return;
      const largest = sending.toSorted((a, b) => sizeOf(b.frame) - sizeOf(a.frame))[0];
      if (largest) fail(largest, tooLarge('The server takes no message as large as this. Send it in parts.'));
    },
  };
}
