import type { Delta, LoggedEvent, ToolUpdate, UnknownEvent } from './logged-events.ts';
import type { ScopedFrame, ServerFrame } from './server-frames.ts';
import {
  anything,
  array,
  count,
  flag,
  frame,
  frames,
  isRecord,
  nullable,
  number,
  object,
  oneOf,
  oneOfOr,
  optional,
  record,
  text,
  type Parse,
} from './shape.ts';
import type { MessageOptions, RunError, UnknownPart, Usage, WireMessage, WirePart } from './wire-message.ts';

// What a server sends is read with more patience than what a client sends: words of a later version must not hurt.

const answer = { request_id: optional(text) };
const logged = { ...answer, conversation_id: text, sync_id: count, after: optional(count) };
const times = { started_at: optional(number), ended_at: optional(number) };

const runError = object<RunError>({ code: text, message: text, retryable: flag });
const usage = object<Usage>({
  input_tokens: optional(number),
  output_tokens: optional(number),
  reasoning_tokens: optional(number),
  cost_usd: optional(number),
  omitted_messages: optional(count),
});
const messageOptions = object<MessageOptions>({
  use_reasoning: optional(flag),
  model: optional(text),
  repos: optional(array(text)),
});
const toolStatus = oneOfOr(['running', 'awaiting', 'done', 'failed', 'denied'], 'failed');
const messageStatus = oneOfOr(['pending', 'streaming', 'complete', 'stopped', 'interrupted', 'failed'], 'failed');
const endStatus = oneOfOr(['complete', 'stopped', 'interrupted', 'failed'], 'failed');

const toolFields = {
  input: optional(anything),
  output: optional(anything),
  truncated: optional(flag),
  error: optional(text),
  ...times,
};

const knownParts = frames<Exclude<WirePart, UnknownPart>>({
  text: { text },
  reasoning: { text, ...times, redacted: optional(flag) },
  tool: { id: text, name: text, status: toolStatus, ...toolFields },
  file: { name: text, media_type: text, size: number, data: text },
});

function part(value: unknown): WirePart {
  const source = record(value);
  const parse = knownParts.get(source['type']);
  if (parse) return parse(value);
  // One that was kept, and written again, comes as it was kept.
  const kept = source['type'] === 'unknown' && isRecord(source['value']) ? source['value'] : source;
  return { type: 'unknown', value: kept, ...(typeof source['id'] === 'string' ? { id: source['id'] } : {}) };
}

const wireMessage = object<WireMessage>({
  id: text,
  role: oneOf(['user', 'assistant', 'system']),
  reply_to: nullable(text),
  parts: array(part),
  status: messageStatus,
  author: optional(text),
  model: optional(text),
  options: optional(messageOptions),
  created_at: number,
  ended_at: optional(number),
  finish_reason: optional(text),
  usage: optional(usage),
  error: optional(runError),
});

const loggedEvents = frames<Exclude<LoggedEvent, UnknownEvent>>({
  MessageAdded: { ...logged, message: wireMessage },
  Update: {
    ...logged,
    message_id: text,
    delta: object<Delta>({ content: optional(text), reasoning: optional(text) }),
    new_part: optional(flag),
    at: optional(number),
    handle: optional(count),
  },
  ToolUpdate: {
    ...logged,
    message_id: text,
    tool: object<ToolUpdate['tool']>({ id: text, name: optional(text), status: optional(toolStatus), ...toolFields }),
    at: number,
  },
  Part: { ...logged, message_id: text, part, at: optional(number) },
  Complete: {
    ...logged,
    message_id: text,
    status: endStatus,
    finish_reason: optional(text),
    model: optional(text),
    usage: optional(usage),
    error: optional(runError),
    at: number,
  },
});

const unknownEvent = frame<UnknownEvent>('Unknown', logged);

function loggedEvent(value: unknown): LoggedEvent {
  const parse = loggedEvents.get(record(value)['type']);
  return (parse ?? unknownEvent)(value);
}

const unloggedFrames = frames<Exclude<ServerFrame, LoggedEvent | ScopedFrame>>({
  Welcome: {
    connection_id: text,
    protocol: number,
    user_id: text,
    token: optional(text),
    previous_user_id: optional(text),
    now: number,
    heartbeat_ms: number,
    max_frame_bytes: number,
  },
  Subscribed: {
    ...answer,
    scope: text,
    conversation_id: optional(text),
    log_id: optional(text),
    last_sync_id: count,
    events: optional(array(loggedEvent)),
    messages: optional(array(wireMessage)),
    has_earlier: optional(flag),
  },
  Unsubscribed: { conversation_id: text, code: optional(text) },
  History: {
    ...answer,
    conversation_id: text,
    log_id: text,
    before: text,
    messages: array(wireMessage),
    has_earlier: flag,
  },
  Authenticated: { ...answer, user_id: text, expires_at: optional(number) },
  Draining: { spread_ms: number },
  Pong: answer,
  Error: {
    ...answer,
    layer: oneOfOr(['transport', 'message', 'application'], 'application'),
    code: text,
    message: text,
    retryable: flag,
    retry_after_ms: optional(number),
    conversation_id: optional(text),
  },
});

/** The parser of a server's frame of that type. A type that is not known has one too where it stands in the log. */
export function serverFrameParser(type: unknown, value: Record<string, unknown>): Parse<ServerFrame> | undefined {
  const { scope } = value;
  if (typeof scope === 'string' && scope !== 'chat') return () => ({ type: 'Scoped', scope, value });
  const known = loggedEvents.get(type) ?? unloggedFrames.get(type);
  if (known) return known;
  return value['sync_id'] === undefined ? undefined : unknownEvent;
}
