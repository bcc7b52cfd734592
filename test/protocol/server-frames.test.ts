import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEvents,
  decodeServerFrame,
  emptyConversation,
  encodeFrame,
  type LoggedEvent,
  type ServerFrame,
} from '../../src/protocol/index.ts';
import { arbitraryLog, conversationId } from '../support/arbitrary-log.ts';

const place = { conversation_id: 'c', sync_id: 1 };
const message = { id: 'm', role: 'assistant' as const, reply_to: null, parts: [], status: 'pending' as const, created_at: 1 };
const decode = (frame: unknown) => decodeServerFrame(JSON.stringify(frame));

function eventOf(frame: unknown): LoggedEvent {
  const decoded = decode(frame);
  if (!decoded.ok || !('sync_id' in decoded.frame)) throw new Error(`not an event: ${JSON.stringify(decoded)}`);
  return decoded.frame;
}

describe('a good frame', () => {
  it.each<ServerFrame>([
    { type: 'Welcome', connection_id: 'c', protocol: 1, user_id: 'u', token: 't', now: 1, heartbeat_ms: 2, max_frame_bytes: 3 },
    { type: 'Subscribed', scope: 'chat', last_sync_id: 0 },
    { type: 'Subscribed', scope: 'chat', conversation_id: 'c', log_id: 'l', last_sync_id: 1, events: [{ type: 'Unknown', ...place }] },
    { type: 'Subscribed', scope: 'chat', conversation_id: 'c', log_id: 'l', last_sync_id: 1, messages: [message], has_earlier: true },
    { type: 'Unsubscribed', conversation_id: 'c', code: 'not_found' },
    { type: 'History', conversation_id: 'c', log_id: 'l', before: 'm', messages: [message], has_earlier: false },
    { type: 'Authenticated', user_id: 'u', expires_at: 9 },
    { type: 'Draining', spread_ms: 5 },
    { type: 'Pong', request_id: 'p' },
    { type: 'Error', layer: 'message', code: 'rate_limited', message: 'Slower.', retryable: true, retry_after_ms: 5, request_id: 'r' },
  ])('$type is read as it was written', (frame) => {
    expect(decodeServerFrame(encodeFrame(frame))).toEqual({ ok: true, frame });
  });

  it('of the log is read as it was written', () => {
    fc.assert(
      fc.property(arbitraryLog(), (log) => {
        for (const event of log) expect(decodeServerFrame(encodeFrame(event))).toEqual({ ok: true, frame: event });
      }),
    );
  });
});

describe('a bad frame', () => {
  it.each<[field: string, frame: Record<string, unknown>]>([
    ['connection_id', { type: 'Welcome', protocol: 1, user_id: 'u', now: 1, heartbeat_ms: 2, max_frame_bytes: 3 }],
    ['last_sync_id', { type: 'Subscribed', scope: 'chat' }],
    ['events.0.sync_id', { type: 'Subscribed', scope: 'chat', last_sync_id: 1, events: [{ type: 'Update', conversation_id: 'c' }] }],
    [
      'messages.0.parts.1',
      { type: 'Subscribed', scope: 'chat', last_sync_id: 1, messages: [{ ...message, parts: [{ type: 'text', text: '' }, 7] }] },
    ],
    [
      'messages.0.status',
      { type: 'History', conversation_id: 'c', log_id: 'l', before: 'm', messages: [{ ...message, status: 7 }], has_earlier: false },
    ],
    ['spread_ms', { type: 'Draining', spread_ms: '5' }],
    ['retryable', { type: 'Error', layer: 'message', code: 'x', message: 'x' }],
    ['message.role', { type: 'MessageAdded', ...place, message: { ...message, role: 'robot' } }],
    ['delta', { type: 'Update', ...place, message_id: 'm' }],
    ['delta.content', { type: 'Update', ...place, message_id: 'm', delta: { content: 7 } }],
    ['sync_id', { type: 'Update', conversation_id: 'c', sync_id: -1, message_id: 'm', delta: {} }],
    ['tool.id', { type: 'ToolUpdate', ...place, message_id: 'm', tool: {}, at: 1 }],
    ['at', { type: 'Complete', ...place, message_id: 'm', status: 'complete' }],
    ['usage.input_tokens', { type: 'Complete', ...place, message_id: 'm', status: 'complete', at: 1, usage: { input_tokens: 'many' } }],
    ['sync_id', { type: 'FromTheFuture', conversation_id: 'c', sync_id: 'x' }],
  ])('is refused by the name of its field: %s in %o', (field, frame) => {
    expect(decode(frame)).toMatchObject({
      ok: false,
      code: 'invalid_field',
      message: expect.stringMatching(new RegExp(`: ${field}: expected .+\\.$`)),
    });
  });

  it('is one with a number that is not finite', () => {
    const text = encodeFrame({ type: 'Complete', ...place, message_id: 'm', status: 'complete', at: 1 });
    expect(decodeServerFrame(text.replace('"at":1', '"at":1e999'))).toMatchObject({ ok: false, code: 'invalid_field' });
  });
});

describe('a frame of a later version', () => {
  it('is an event that changes nothing where it stands in the log', () => {
    const event = eventOf({ type: 'FromTheFuture', ...place, colour: 'red' });
    expect(event).toStrictEqual({ type: 'Unknown', ...place });
    expect(applyEvents(emptyConversation(conversationId), [event]).conversation).toMatchObject({ cursor: 1, messages: [] });
  });

  it('stands in a replay as it does alone', () => {
    const frame = { type: 'Subscribed', scope: 'chat', last_sync_id: 1, events: [{ type: 'FromTheFuture', ...place }] };
    expect(decode(frame)).toMatchObject({ ok: true, frame: { events: [{ type: 'Unknown', ...place }] } });
  });

  it('is of an unknown type where it does not stand in the log', () => {
    expect(decode({ type: 'FromTheFuture' })).toMatchObject({ ok: false, code: 'unknown_type' });
  });

  it('R10.2: may hold parts of an unknown kind, which are kept whole', () => {
    const chart = { type: 'chart', id: 'f', name: 'a.txt', size: 3 };
    expect(eventOf({ type: 'Part', ...place, message_id: 'm', part: chart })).toMatchObject({
      part: { type: 'unknown', id: 'f', value: chart },
    });
    const strange = { type: 'unknown', id: 7, value: 'x' };
    expect(eventOf({ type: 'Part', ...place, message_id: 'm', part: strange })).toMatchObject({
      part: { type: 'unknown', value: strange },
    });
  });

  it('R10.3: may have a status that nobody knows, which is read as failed', () => {
    const complete = { type: 'Complete', ...place, message_id: 'm', status: 'exploded', at: 1 };
    expect(eventOf(complete)).toMatchObject({ status: 'failed' });
    expect(eventOf({ type: 'MessageAdded', ...place, message: { ...message, status: 'exploded' } })).toMatchObject({
      message: { status: 'failed' },
    });
    expect(eventOf({ type: 'ToolUpdate', ...place, message_id: 'm', tool: { id: 't', status: 'exploded' }, at: 1 })).toMatchObject({
      tool: { status: 'failed' },
    });
    expect(eventOf({ ...complete, status: 'streaming' })).toMatchObject({ status: 'failed' });
  });

  it('R10.3: may have an error code that nobody knows, which its retryable judges', () => {
    const error = { type: 'Error', layer: 'quantum', code: 'entangled', message: 'x', retryable: true };
    expect(decode(error)).toMatchObject({ ok: true, frame: { layer: 'application', code: 'entangled', retryable: true } });
  });

  it('may have null where a field is absent', () => {
    const frame = {
      type: 'Update',
      ...place,
      after: null,
      message_id: 'm',
      delta: { content: 'a', reasoning: null },
      new_part: null,
      at: null,
    };
    expect(decode(frame)).toStrictEqual({ ok: true, frame: { type: 'Update', ...place, message_id: 'm', delta: { content: 'a' } } });
  });
});
