import type { EndStatus, WireMessage } from '../protocol/index.ts';
import type { MockEnvironment } from './mock-environment.ts';
import type { MockLog, NewEvent } from './mock-log.ts';
import type { MockRuns } from './mock-runs.ts';
import { splitText } from './split-text.ts';

/** One message of a conversation that is there from the start. */
export interface TranscriptMessage {
  role: 'user' | 'assistant' | 'system';
  content?: string;
  reasoning?: string;
  /** How long the reasoning took. @default 0 */
  reasoningMs?: number;
  /** What became of an assistant's message; `unfinished`: go on with it by `conversation.answer()`. @default 'complete' */
  status?: EndStatus | 'unfinished';
  /** @default a new one */
  id?: string;
  /** @default the message before; null: a first question */
  reply_to?: string | null;
  /** When it was written, in ms since 1970. @default that of the conversation */
  at?: number;
}

/** A conversation that is there from the start. */
export interface Transcript {
  /** @default a new one */
  id?: string;
  /** The user who may see it. @default everybody */
  owner?: string;
  /** @default from the first question */
  title?: string;
  /** When all of it was written, in ms since 1970. @default now */
  at?: number;
  messages: readonly TranscriptMessage[];
}

/** Appends the events that the messages would have left behind. */
export function appendTranscript(
  log: MockLog,
  messages: readonly TranscriptMessage[],
  runs: MockRuns,
  { now, uuid }: MockEnvironment,
): void {
  for (const message of messages) {
    const id = message.id ?? uuid();
    const reply_to = message.reply_to === undefined ? (log.conversation.messages.at(-1)?.id ?? null) : message.reply_to;
    if (message.status === 'unfinished') runs.take(log, id);
    log.append(eventsOf(message, id, reply_to, message.at ?? now()));
  }
}

function eventsOf(told: TranscriptMessage, id: string, reply_to: string | null, end: number): NewEvent[] {
  const { role, content = '', reasoning = '', reasoningMs = 0, status = 'complete' } = told;
  const start = end - reasoningMs;
  const added = { id, role, reply_to, created_at: start } satisfies Partial<WireMessage>;
  if (role !== 'assistant') {
    return [{ type: 'MessageAdded', message: { ...added, parts: [{ type: 'text', text: content }], status: 'complete' } }];
  }
  const events: NewEvent[] = [{ type: 'MessageAdded', message: { ...added, parts: [], status: 'pending' } }];
  for (const piece of splitText(reasoning)) events.push({ type: 'Update', message_id: id, delta: { reasoning: piece }, at: start });
  for (const piece of splitText(content)) events.push({ type: 'Update', message_id: id, delta: { content: piece }, at: end });
  if (status !== 'unfinished') events.push({ type: 'Complete', message_id: id, status, at: end });
  return events;
}
