import type { OutboxEntry } from '../client/index.ts';
import { findMessage, newestDescendant, visiblePath, type Conversation } from '../protocol/index.ts';

/** What of a conversation is shown, and what stands beside it. */
export interface ShownBranches {
  /** Of the messages that are shown, in order: those of the log, then what is on its way. */
  readonly messageIds: readonly string[];
  /** For each of them the id of the first message that stood in its place: it stays the same when another branch is shown. */
  readonly slots: readonly string[];
  /** By the id of a message that is shown: all that stand in the same place, in log order. Without those that stand alone. */
  readonly branches: ReadonlyMap<string, readonly string[]>;
  /** What the reader has chosen, the newest choice last; empty as long as the end of the log is followed. */
  readonly choices: readonly string[];
}

interface Placed {
  readonly id: string;
  readonly reply_to: string | null;
}

/** Nothing shown, nothing chosen. */
export const noBranches: ShownBranches = { messageIds: [], slots: [], branches: new Map(), choices: [] };

/** Walks all messages: to be called when one comes or goes, never for a token. */
export function showBranches(conversation: Conversation, outbox: readonly OutboxEntry[], choices: readonly string[]): ShownBranches {
  const messages = withOutbox(conversation, outbox);
  const path = visiblePath({ messages }, choices);
  const messageIds = path.map((message) => message.id);
  const branches = path.length === messages.length ? noBranches.branches : branchesOf(messages, path);
  const slots = branches.size === 0 ? messageIds : messageIds.map((id) => branches.get(id)?.[0] ?? id);
  return { messageIds, slots, branches, choices: stayOn(messageIds, choices) };
}

/** The messages of the log, and behind them those on their way, each where the server will put it. */
function withOutbox(conversation: Conversation, outbox: readonly OutboxEntry[]): readonly Placed[] {
  const waiting = outbox.filter((entry) => !findMessage(conversation, entry.frame.id));
  if (waiting.length === 0) return conversation.messages;
  const messages: Placed[] = [...conversation.messages];
  for (const { frame } of waiting) messages.push({ id: frame.id, reply_to: placeOf(frame, messages) });
  return messages;
}

function placeOf(frame: OutboxEntry['frame'], messages: readonly Placed[]): string | null {
  const last = messages.at(-1)?.id ?? null;
  if (frame.type === 'Regenerate') return messages.find(({ id }) => id === frame.message_id)?.reply_to ?? last;
  const { reply_to: named, fork } = frame;
  if (fork === true) return named ?? null;
  return named !== undefined && messages.some(({ id }) => id === named) ? newestDescendant({ messages }, named) : last;
}

function branchesOf(messages: readonly Placed[], path: readonly Placed[]): ShownBranches['branches'] {
  const replies = new Map<string | null, string[]>();
  for (const { id, reply_to } of messages) replies.set(reply_to, [...(replies.get(reply_to) ?? []), id]);
  return new Map(path.map(({ id, reply_to }) => [id, replies.get(reply_to) ?? []] as const).filter(([, ids]) => ids.length > 1));
}

/** Whoever has chosen stays where they are, whatever is forked elsewhere; the choices that led there are in the last message shown. */
function stayOn(messageIds: readonly string[], choices: readonly string[]): readonly string[] {
  const last = messageIds.at(-1);
  if (choices.length === 0 || last === undefined) return choices;
  const shown = new Set(messageIds);
  return [...choices.filter((id) => !shown.has(id)), last];
}
