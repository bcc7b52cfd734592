import type * as wire from './messages.ts';
import {
  anything,
  array,
  count,
  flag,
  frame,
  isRecord,
  lookUp,
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

// What a server sends is read with more patience than what a client sends: words of a later version must not hurt.

const answer = { request_id: optional(text) };
const logged = { ...answer, conversation_id: text, sync_id: count, after: optional(count) };
const times = { started_at: optional(number), ended_at: optional(number) };

const runError = object<wire.RunError>({ code: text, message: text, retryable: flag });
const usage = object<wire.Usage>({
  input_tokens: optional(number),
  output_tokens: optional(number),
  reasoning_tokens: optional(number),
  cost_usd: optional(number),
  omitted_messages: optional(count),
});
const messageOptions = object<wire.MessageOptions>({
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

const knownParts = {
  text: frame<wire.WireTextPart>('text', { text }),
  reasoning: frame<wire.WireReasoningPart>('reasoning', { text, ...times, redacted: optional(flag) }),
  tool: frame<wire.ToolPart>('tool', { id: text, name: text, status: toolStatus, ...toolFields }),
  file: frame<wire.FilePart>('file', { name: text, media_type: text, size: number, data: text }),
};

function part(value: unknown): wire.WirePart {
  const source = record(value);
  const parse = lookUp<Parse<wire.WirePart>>(knownParts, source['type']);
  if (parse) return parse(value);
  // One that was kept, and written again, comes as it was kept.
  const kept = source['type'] === 'unknown' && isRecord(source['value']) ? source['value'] : source;
  return { type: 'unknown', value: kept, ...(typeof source['id'] === 'string' ? { id: source['id'] } : {}) };
}

const wireMessage = object<wire.WireMessage>({
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

const loggedEvents = {
  MessageAdded: frame<wire.MessageAdded>('MessageAdded', { ...logged, message: wireMessage }),
  Update: frame<wire.Update>('Update', {
    ...logged,
    message_id: text,
    delta: object<wire.Delta>({ content: optional(text), reasoning: optional(text) }),
    new_part: optional(flag),
    at: optional(number),
    handle: optional(count),
  }),
  ToolUpdate: frame<wire.ToolUpdate>('ToolUpdate', {
    ...logged,
    message_id: text,
    tool: object<wire.ToolUpdate['tool']>({ id: text, name: optional(text), status: optional(toolStatus), ...toolFields }),
    at: number,
  }),
  Part: frame<wire.PartEvent>('Part', { ...logged, message_id: text, part, at: optional(number) }),
  Complete: frame<wire.Complete>('Complete', {
    ...logged,
    message_id: text,
    status: endStatus,
    finish_reason: optional(text),
    model: optional(text),
    usage: optional(usage),
    error: optional(runError),
    at: number,
  }),
};

const unknownEvent = frame<wire.UnknownEvent>('Unknown', logged);

function loggedEvent(value: unknown): wire.LoggedEvent {
  const parse = lookUp<Parse<wire.LoggedEvent>>(loggedEvents, record(value)['type']);
  return (parse ?? unknownEvent)(value);
}

const unloggedFrames = {
  Welcome: frame<wire.Welcome>('Welcome', {
    connection_id: text,
    protocol: number,
    user_id: text,
    token: optional(text),
    previous_user_id: optional(text),
    now: number,
    heartbeat_ms: number,
    max_frame_bytes: number,
  }),
  Subscribed: frame<wire.Subscribed>('Subscribed', {
    ...answer,
    scope: text,
    conversation_id: optional(text),
    log_id: optional(text),
    last_sync_id: count,
    events: optional(array(loggedEvent)),
    messages: optional(array(wireMessage)),
    has_earlier: optional(flag),
  }),
  Unsubscribed: frame<wire.Unsubscribed>('Unsubscribed', { conversation_id: text, code: optional(text) }),
  History: frame<wire.History>('History', {
    ...answer,
    conversation_id: text,
    log_id: text,
    before: text,
    messages: array(wireMessage),
    has_earlier: flag,
  }),
  Authenticated: frame<wire.Authenticated>('Authenticated', { ...answer, user_id: text, expires_at: optional(number) }),
  Draining: frame<wire.Draining>('Draining', { spread_ms: number }),
  Pong: frame<wire.Pong>('Pong', answer),
  Error: frame<wire.ErrorFrame>('Error', {
    ...answer,
    layer: oneOfOr(['transport', 'message', 'application'], 'application'),
    code: text,
    message: text,
    retryable: flag,
    retry_after_ms: optional(number),
    conversation_id: optional(text),
  }),
};

/** The parser of a server's frame of that type. A type that is not known has one too where it stands in the log. */
export function serverFrameParser(type: unknown, value: Record<string, unknown>): Parse<wire.ServerFrame> | undefined {
  const { scope } = value;
  if (typeof scope === 'string' && scope !== 'chat') return () => ({ type: 'Scoped', scope, value });
  const known = lookUp<Parse<wire.ServerFrame>>(loggedEvents, type) ?? lookUp<Parse<wire.ServerFrame>>(unloggedFrames, type);
  if (known) return known;
  return value['sync_id'] === undefined ? undefined : unknownEvent;
}
