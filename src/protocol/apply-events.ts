import {
  findMessage,
  fromWireMessage,
  fromWirePart,
  indexMessages,
  indexPlaces,
  isUnfinished,
  placeOf,
  type Conversation,
  type Message,
  type Part,
  type ReasoningPart,
} from './conversation.ts';
import type { Complete, LoggedEvent, PartEvent, ToolUpdate, Update } from './logged-events.ts';
import type { History, Subscribed } from './server-frames.ts';
import type { Timestamp } from './wire-message.ts';
import { appendText, partText } from './part-text.ts';

/** What folding a batch did. */
export interface Applied {
  readonly conversation: Conversation;
  /** Ids of the messages that are new or changed. */
  readonly changed: ReadonlySet<string>;
  /** Events dropped because the cursor was past them. */
  readonly duplicates: number;
  /** An event did not follow the cursor: it and what came after it was not applied, and the rest must be asked for again. */
  readonly gap: boolean;
}

/**
 * The fold, and the only place where a conversation changes: events in order, by the cursor rule. The given conversation stays
 * valid; whatever the number of events, its list of messages is copied once.
 */
export function applyEvents(conversation: Conversation, events: readonly LoggedEvent[]): Applied {
  const changed = new Set<string>();
  const draft = openDraft(conversation, changed);
  let { cursor } = conversation;
  let duplicates = 0;
  let gap = false;
  for (const event of events) {
    const place = placeBehind(cursor, event);
    if (place === 'gap') {
      gap = true;
      break;
    }
    if (place === 'duplicate') {
      duplicates += 1;
      continue;
    }
    fold(draft, event);
    cursor = event.sync_id;
  }
  return { conversation: closeDraft(draft, cursor), changed, duplicates, gap };
}

/** The same for one event, which follows the cursor, where nobody asks what has changed by it. */
export function applyEvent(conversation: Conversation, event: LoggedEvent): Conversation {
  const draft = openDraft(conversation);
  fold(draft, event);
  return closeDraft(draft, event.sync_id);
}

/** The cursor rule: what an event is to whoever has folded a log up to a cursor (R6.9 to R6.12). */
export function placeBehind(cursor: number, { sync_id, after = sync_id - 1 }: LoggedEvent): 'next' | 'duplicate' | 'gap' {
  if (sync_id <= cursor) return 'duplicate';
  return after === cursor ? 'next' : 'gap';
}

/** The conversation that an answer to `Subscribe` brings about, replay or snapshot. `gap`: it must be asked for again, without a cursor. */
export function applySubscribed(conversation: Conversation, answer: Subscribed): Applied {
  if (answer.messages) return applySnapshot(conversation, answer, answer.messages.map(fromWireMessage));
  const logId = answer.log_id ?? conversation.log_id;
  const isOtherLog = conversation.log_id !== null && conversation.log_id !== logId;
  const applied = applyEvents({ ...conversation, log_id: logId }, answer.events ?? []);
  const gap = applied.gap || isOtherLog || applied.conversation.cursor < answer.last_sync_id;
  return gap ? { ...applied, conversation, changed: new Set(), gap } : applied;
}

function applySnapshot(conversation: Conversation, answer: Subscribed, snapshot: readonly Message[]): Applied {
  const held = messagesBefore(conversation, answer, snapshot[0]);
  const messages = held ? [...held, ...snapshot] : snapshot;
  return {
    conversation: {
      id: conversation.id,
      log_id: answer.log_id ?? null,
      cursor: answer.last_sync_id,
      ...indexMessages(messages),
      has_earlier: held ? conversation.has_earlier : (answer.has_earlier ?? false),
    },
    changed: new Set([...conversation.messages, ...snapshot].map((message) => message.id)),
    duplicates: 0,
    gap: false,
  };
}

/** What is held from before the snapshot, if it joins the snapshot without a hole and can no longer change. */
function messagesBefore(conversation: Conversation, answer: Subscribed, oldest: Message | undefined): readonly Message[] | undefined {
  if (!oldest || answer.log_id === undefined || conversation.log_id !== answer.log_id) return undefined;
  const place = placeOf(conversation, oldest.id);
  if (place === -1) return undefined;
  const held = conversation.messages.slice(0, place);
  return held.some(isUnfinished) ? undefined : held;
}

/** The conversation with a page of older messages before it; unchanged if the page is not the one that comes next. */
export function applyHistory(conversation: Conversation, page: History): Conversation {
  if (page.log_id !== conversation.log_id || page.before !== conversation.messages[0]?.id) return conversation;
  const earlier = page.messages.filter((message) => !findMessage(conversation, message.id)).map(fromWireMessage);
  return { ...conversation, ...indexMessages([...earlier, ...conversation.messages]), has_earlier: page.has_earlier };
}

interface Draft {
  readonly base: Conversation;
  /** Its own once something has changed. */
  messages: Message[] | undefined;
  places: Conversation['places'];
  unfinished: Conversation['unfinished'];
  readonly changed: Set<string> | undefined;
}

function openDraft(base: Conversation, changed?: Set<string>): Draft {
  return { base, messages: undefined, places: base.places, unfinished: base.unfinished, changed };
}

function closeDraft({ base, messages, places, unfinished }: Draft, cursor: number): Conversation {
  return { ...base, messages: messages ?? base.messages, places, unfinished, cursor };
}

function fold(draft: Draft, event: LoggedEvent): void {
  if (event.type === 'MessageAdded') return add(draft, fromWireMessage(event.message));
  if (event.type !== 'Unknown') change(draft, event);
}

function add(draft: Draft, message: Message): void {
  const { base, places } = draft;
  if (placeOf({ messages: draft.messages ?? base.messages, places }, message.id) !== -1) return;
  const messages = (draft.messages ??= base.messages.slice());
  // Another version of this conversation may have grown the shared index first: then this one needs its own.
  if (places.size !== messages.length) draft.places = indexPlaces(messages);
  draft.places.set(message.id, messages.length);
  messages.push(message);
  if (isUnfinished(message)) draft.unfinished = [...draft.unfinished, message.id];
  draft.changed?.add(message.id);
}

type Change = Update | ToolUpdate | PartEvent | Complete;

function change(draft: Draft, event: Change): void {
  const held = draft.messages ?? draft.base.messages;
  const place = placeOf({ messages: held, places: draft.places }, event.message_id);
  const message = held[place];
  if (!message || !isUnfinished(message)) return;
  const next = changedBy(message, event);
  (draft.messages ??= held.slice())[place] = next;
  if (!isUnfinished(next)) draft.unfinished = draft.unfinished.filter((other) => other !== next.id);
  draft.changed?.add(next.id);
}

function changedBy(message: Message, event: Change): Message {
  switch (event.type) {
    case 'Update':
      return update(message, event);
    case 'ToolUpdate':
      return updateTool(message, event);
    case 'Part':
      return putPart(message, event);
    case 'Complete':
      return complete(message, event);
    default:
      return event satisfies never;
  }
}

function update(message: Message, { delta, new_part, at }: Update): Message {
  const opened = { isNew: new_part === true, at };
  const reasoned = delta.reasoning ? extend(message.parts, 'reasoning', delta.reasoning, opened) : message.parts;
  if (delta.reasoning) opened.isNew = false;
  const parts = delta.content ? extend(reasoned, 'text', delta.content, opened) : reasoned;
  return { ...message, status: 'streaming', parts };
}

function extend(
  parts: readonly Part[],
  type: 'text' | 'reasoning',
  text: string,
  opened: { isNew: boolean; at: Timestamp | undefined },
): Part[] {
  const last = parts.at(-1);
  if (last?.type === type && !opened.isNew) return parts.with(-1, { ...last, text: appendText(last.text, text) });
  if (type === 'text') return [...endReasoning(parts, opened.at), { type, text: partText(text) }];
  const started = opened.at === undefined ? {} : { started_at: opened.at };
  return [...endReasoning(parts, opened.at), { type, text: partText(text), ...started }];
}

function updateTool(message: Message, { tool, at }: ToolUpdate): Message {
  const place = message.parts.findIndex((part) => part.type === 'tool' && part.id === tool.id);
  const held = message.parts[place];
  const hasEnded = tool.status === 'done' || tool.status === 'failed' || tool.status === 'denied';
  const times = hasEnded ? { ended_at: at } : {};
  if (held?.type === 'tool') {
    return { ...message, status: 'streaming', parts: message.parts.with(place, { ...held, ...tool, ...times }) };
  }
  const opened: Part = { name: '', status: 'running', ...tool, type: 'tool', started_at: at, ...times };
  return { ...message, status: 'streaming', parts: [...endReasoning(message.parts, at), opened] };
}

function putPart(message: Message, { part, at }: PartEvent): Message {
  const put = fromWirePart(part);
  const id = idOf(put);
  const place = id === undefined ? -1 : message.parts.findIndex((held) => idOf(held) === id);
  const held = message.parts[place];
  if (!held) return { ...message, status: 'streaming', parts: [...endReasoning(message.parts, at), put] };
  return { ...message, status: 'streaming', parts: message.parts.with(place, mergePart(held, put)) };
}

function mergePart(held: Part, put: Part): Part {
  if (held.type === 'tool' && put.type === 'tool') return { ...held, ...put };
  if (held.type === 'unknown' && put.type === 'unknown') return { ...held, value: { ...held.value, ...put.value } };
  return put;
}

function idOf(part: Part): string | undefined {
  return part.type === 'tool' || part.type === 'unknown' ? part.id : undefined;
}

function complete(message: Message, { status, at, finish_reason, model, usage, error }: Complete): Message {
  return {
    ...message,
    status,
    parts: endReasoning(message.parts, at),
    ended_at: at,
    ...(finish_reason === undefined ? {} : { finish_reason }),
    ...(model === undefined ? {} : { model }),
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
  };
}

/** What opens a part, or ends the message, also ends the reasoning before it: so its duration is a fact of the log. */
function endReasoning(parts: readonly Part[], at: Timestamp | undefined): readonly Part[] {
  const last = parts.at(-1);
  if (at === undefined || last?.type !== 'reasoning' || last.ended_at !== undefined) return parts;
  const ended: ReasoningPart = { ...last, ended_at: at };
  return parts.with(-1, ended);
}
