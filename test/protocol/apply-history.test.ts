import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEvents,
  applyHistory,
  applySubscribed,
  emptyConversation,
  type Conversation,
  type History,
} from '../../src/protocol/index.ts';
import { arbitraryLog, conversationId } from '../support/arbitrary-log.ts';
import { naiveFold, unfinishedOf } from '../support/naive-fold.ts';
import { shown } from '../support/shown.ts';

const message = (id: string) => ({ id, role: 'user' as const, reply_to: null, parts: [], status: 'complete' as const, created_at: 1 });
const page = (fields: Partial<History>): History => ({
  type: 'History',
  conversation_id: conversationId,
  log_id: 'log-1',
  before: 'c',
  messages: [message('a'), message('b')],
  has_earlier: false,
  ...fields,
});
const snapshot = (messages: ReturnType<typeof naiveFold>, cursor: number): Conversation =>
  applySubscribed(emptyConversation(conversationId), {
    type: 'Subscribed',
    scope: 'chat',
    conversation_id: conversationId,
    log_id: 'log-1',
    last_sync_id: cursor,
    messages,
    has_earlier: true,
  }).conversation;
const held = snapshot([message('c')], 3);
const idsOf = (conversation: Conversation) => conversation.messages.map(({ id }) => id);

describe('R6.8: a page of history', () => {
  it('stands before what is held, and says whether there is more', () => {
    const conversation = applyHistory(held, page({ has_earlier: true }));
    expect(idsOf(conversation)).toEqual(['a', 'b', 'c']);
    expect(conversation).toMatchObject({ has_earlier: true, cursor: 3 });
    expect(applyHistory(held, page({})).has_earlier).toBe(false);
  });

  it('brings only messages that are not held', () => {
    const conversation = applyHistory(held, page({ messages: [message('a'), { ...message('c'), created_at: 99 }] }));
    expect(idsOf(conversation)).toEqual(['a', 'c']);
    expect(conversation.messages[1]).toBe(held.messages[0]);
  });

  it.each([
    ['of another log', { log_id: 'log-2' }],
    ['that stands before another message', { before: 'b' }],
  ])('%s is dropped', (_, fields) => {
    expect(applyHistory(held, page(fields))).toBe(held);
  });

  it('that comes twice is dropped the second time', () => {
    const once = applyHistory(held, page({}));
    expect(applyHistory(once, page({}))).toBe(once);
  });

  it('in mid-stream changes nothing that is held, and the stream goes on', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.nat(40), (log, cut) => {
        const before = naiveFold(log.slice(0, cut));
        const cursor = Math.min(cut, log.length);
        const earlier = before.findIndex(({ status }) => status === 'pending' || status === 'streaming');
        const from = earlier === -1 ? before.length - 1 : earlier;
        const newest = snapshot(before.slice(Math.max(from, 0)), cursor);
        const paged = applyHistory(newest, page({ before: newest.messages[0]?.id ?? '', messages: before.slice(0, Math.max(from, 0)) }));
        expect(shown(paged)).toEqual(before);
        expect(paged.unfinished).toEqual(unfinishedOf(before));
        expect(paged.messages.slice(-newest.messages.length || paged.messages.length)).toEqual(newest.messages);
        expect(shown(applyEvents(paged, log.slice(cursor)).conversation)).toEqual(naiveFold(log));
      }),
    );
  });
});
