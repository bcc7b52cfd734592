import { describe, expect, it } from 'vitest';
import { decodeClientFrame, encodeFrame, type ClientFrame } from '../../src/protocol/index.ts';

const id = '0b0e7a54-3f5c-4f0e-9f0a-0c6b8c1d2e3f';
const chat = { scope: 'chat', conversation_id: id } as const;
const decode = (frame: unknown) => decodeClientFrame(JSON.stringify(frame));

describe('a good frame', () => {
  it.each<ClientFrame>([
    { type: 'Subscribe', scope: 'chat' },
    { type: 'Subscribe', ...chat, last_sync_id: 0, log_id: 'log', request_id: 'r' },
    { type: 'Unsubscribe', ...chat },
    { type: 'Message', id, content: '' },
    { type: 'Message', id, conversation_id: id, content: 'hi', reply_to: id, fork: true, use_reasoning: false, model: 'm', repos: ['a/b'] },
    { type: 'Message', id, content: '', files: [{ name: 'a.txt', media_type: 'text/plain', data: 'TWlsaw==' }] },
    { type: 'Regenerate', id, conversation_id: id, message_id: id, use_reasoning: true, model: 'm' },
    { type: 'Cancel', conversation_id: id, message_id: id },
    { type: 'Approve', conversation_id: id, message_id: id, tool_id: 't', approved: false },
    { type: 'History', conversation_id: id, before: id, limit: 20 },
    { type: 'Subscribe', scope: 'conversations', last_sync_id: 3, log_id: 'log' },
    { type: 'Unsubscribe', scope: 'conversations', request_id: 'r' },
    { type: 'Rename', conversation_id: id, title: 'Über Wörter' },
    { type: 'Delete', conversation_id: id },
    { type: 'Restore', conversation_id: id },
    { type: 'Authenticate', token: 'x'.repeat(4096) },
    { type: 'Ping', request_id: 'p' },
  ])('$type is read as it was written', (frame) => {
    expect(decodeClientFrame(encodeFrame(frame))).toEqual({ ok: true, frame });
  });

  it('may have null where a field is absent', () => {
    const frame = { type: 'Message', id, content: 'hi', conversation_id: null, reply_to: null, fork: null, repos: null, request_id: null };
    expect(decode(frame)).toStrictEqual({ ok: true, frame: { type: 'Message', id, content: 'hi' } });
  });

  it('R10.2: is read without the fields that nobody knows', () => {
    expect(decode({ type: 'Ping', colour: 'red', constructor: 1, toString: 2 })).toStrictEqual({ ok: true, frame: { type: 'Ping' } });
  });
});

describe('a bad frame', () => {
  it.each<[field: string, frame: { type: string; [field: string]: unknown }]>([
    ['scope', { type: 'Subscribe' }],
    ['scope', { type: 'Subscribe', scope: 'news' }],
    ['conversation_id', { type: 'Subscribe', scope: 'chat', conversation_id: id.toUpperCase() }],
    ['last_sync_id', { type: 'Subscribe', ...chat, last_sync_id: -1 }],
    ['last_sync_id', { type: 'Subscribe', ...chat, last_sync_id: 0.5 }],
    ['last_sync_id', { type: 'Subscribe', ...chat, last_sync_id: 2 ** 53 }],
    ['last_sync_id', { type: 'Subscribe', ...chat, last_sync_id: '1' }],
    ['log_id', { type: 'Subscribe', ...chat, log_id: 'x'.repeat(129) }],
    ['conversation_id', { type: 'Unsubscribe', scope: 'chat' }],
    ['id', { type: 'Message', content: 'hi' }],
    ['id', { type: 'Message', id: `${id} `, content: 'hi' }],
    ['content', { type: 'Message', id }],
    ['content', { type: 'Message', id, content: null }],
    ['content', { type: 'Message', id, content: ['hi'] }],
    ['reply_to', { type: 'Message', id, content: 'hi', reply_to: '' }],
    ['fork', { type: 'Message', id, content: 'hi', fork: 'true' }],
    ['use_reasoning', { type: 'Message', id, content: 'hi', use_reasoning: 1 }],
    ['model', { type: 'Message', id, content: 'hi', model: '' }],
    ['model', { type: 'Message', id, content: 'hi', model: 'x'.repeat(201) }],
    ['repos', { type: 'Message', id, content: 'hi', repos: 'a/b' }],
    ['repos.1', { type: 'Message', id, content: 'hi', repos: ['a/b', 7] }],
    ['repos.0', { type: 'Message', id, content: 'hi', repos: ['a/..'] }],
    ['repos', { type: 'Message', id, content: 'hi', repos: Array.from({ length: 6 }, () => 'a/b') }],
    ['message_id', { type: 'Regenerate', id, conversation_id: id }],
    ['conversation_id', { type: 'Cancel', message_id: id }],
    ['approved', { type: 'Approve', conversation_id: id, message_id: id, tool_id: 't', approved: 'yes' }],
    ['tool_id', { type: 'Approve', conversation_id: id, message_id: id, approved: true }],
    ['limit', { type: 'History', conversation_id: id, before: id, limit: -1 }],
    ['before', { type: 'History', conversation_id: id, limit: 1 }],
    ['token', { type: 'Authenticate', token: '' }],
    ['token', { type: 'Authenticate', token: 'x'.repeat(4097) }],
    ['request_id', { type: 'Ping', request_id: 7 }],
    ['request_id', { type: 'Ping', request_id: '' }],
  ])('is refused by the name of its field: %s in %o', (field, frame) => {
    expect(decode(frame)).toMatchObject({
      ok: false,
      code: 'invalid_field',
      message: expect.stringMatching(new RegExp(`^${frame.type}: ${field}: expected .+\\.$`)),
    });
  });

  it('says which request it was, by request_id or by its own id', () => {
    expect(decode({ type: 'Message', id: 'mine' })).toMatchObject({ request_id: 'mine' });
    expect(decode({ type: 'Message', id: 'mine', request_id: 'r' })).toMatchObject({ request_id: 'r' });
    expect(decode({ type: 'Message', request_id: 'x'.repeat(129) })).not.toHaveProperty('request_id');
  });
});
