import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEvents,
  applySubscribed,
  emptyConversation,
  mergeUpdates,
  type Conversation,
  type LoggedEvent,
  type Subscribed,
} from '../../src/protocol/index.ts';
import { arbitraryLog, conversationId } from '../support/arbitrary-log.ts';
import { naiveFold, unfinishedOf } from '../support/naive-fold.ts';
import { shown } from '../support/shown.ts';

const answer = (fields: Pick<Subscribed, 'last_sync_id'> & Partial<Subscribed>): Subscribed => ({
  type: 'Subscribed',
  scope: 'chat',
  conversation_id: conversationId,
  log_id: 'log-1',
  ...fields,
});
const snapshotOf = (log: readonly LoggedEvent[], { from = 0 } = {}): Subscribed =>
  answer({ last_sync_id: log.length, messages: naiveFold(log).slice(from), has_earlier: from > 0 });
const heldAt = (log: readonly LoggedEvent[], cursor: number): Conversation =>
  applySubscribed(emptyConversation(conversationId), answer({ last_sync_id: cursor, events: log.slice(0, cursor) })).conversation;

describe('a replay', () => {
  it('P5: brings any cursor to the head, merged or not, in one step', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.nat(40), fc.nat(8), (log, cut, maxLength) => {
        const cursor = Math.min(cut, log.length);
        const events = mergeUpdates(log.slice(cursor), { maxLength });
        const { conversation, gap } = applySubscribed(heldAt(log, cursor), answer({ last_sync_id: log.length, events }));
        expect(shown(conversation)).toEqual(naiveFold(log));
        expect({ gap, cursor: conversation.cursor, logId: conversation.log_id }).toEqual({
          gap: false,
          cursor: log.length,
          logId: 'log-1',
        });
      }),
    );
  });

  it('that comes twice changes nothing', () => {
    fc.assert(
      fc.property(arbitraryLog(), (log) => {
        const replay = answer({ last_sync_id: log.length, events: log });
        const once = applySubscribed(emptyConversation(conversationId), replay).conversation;
        expect(applySubscribed(once, replay)).toMatchObject({ conversation: once, duplicates: log.length, gap: false });
      }),
    );
  });

  it.each([
    ['of another log', { log_id: 'log-2', last_sync_id: 1, events: [] }],
    ['that ends before its last_sync_id', { last_sync_id: 9, events: [] }],
    [
      'that does not follow the cursor',
      { last_sync_id: 9, events: [{ type: 'Unknown' as const, conversation_id: conversationId, sync_id: 9 }] },
    ],
  ])('%s is a gap, and changes nothing', (_, fields) => {
    const held = heldAt([{ type: 'Unknown', conversation_id: conversationId, sync_id: 1 }], 1);
    const { conversation, gap, changed } = applySubscribed(held, answer(fields));
    expect(gap).toBe(true);
    expect(conversation).toBe(held);
    expect(changed.size).toBe(0);
  });
});

describe('a snapshot', () => {
  it('and what follows it equals the whole log', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.nat(40), fc.nat(40), (log, cut, heldCut) => {
        const at = Math.min(cut, log.length);
        const taken = applySubscribed(heldAt(log, Math.min(heldCut, at)), snapshotOf(log.slice(0, at)));
        const { conversation, gap } = applyEvents(taken.conversation, log.slice(at));
        expect(shown(conversation)).toEqual(naiveFold(log));
        expect(conversation.unfinished).toEqual(unfinishedOf(naiveFold(log)));
        expect({ gap, cursor: conversation.cursor }).toEqual({ gap: false, cursor: log.length });
      }),
    );
  });

  it('R6.6: of the newest messages keeps the ended ones that are held before them, of the same log', () => {
    fc.assert(
      fc.property(arbitraryLog({ maxLength: 60 }), fc.nat(60), fc.nat(3), (log, heldCut, from) => {
        const held = heldAt(log, Math.min(heldCut, log.length));
        const newest = snapshotOf(log, { from });
        const { conversation } = applySubscribed(held, newest);
        const joins = held.messages.some((message) => message.id === newest.messages?.[0]?.id);
        const haveEnded = held.messages.slice(0, from).every(({ status }) => status !== 'pending' && status !== 'streaming');
        expect(shown(conversation)).toEqual(joins && haveEnded ? naiveFold(log) : newest.messages);
        expect(conversation.has_earlier).toBe(!(joins && haveEnded) && from > 0);
      }),
      { numRuns: 300 },
    );
  });

  it('R6.6: of another log replaces everything, and moves the cursor to its own', () => {
    const old = heldAt([{ type: 'Unknown', conversation_id: conversationId, sync_id: 1 }], 1);
    const message = { id: 'm', role: 'user' as const, reply_to: null, parts: [], status: 'complete' as const, created_at: 1 };
    const held = applySubscribed(old, answer({ last_sync_id: 7, messages: [message, { ...message, id: 'n' }] })).conversation;
    const { conversation, changed } = applySubscribed(
      held,
      answer({ log_id: 'log-2', last_sync_id: 2, messages: [{ ...message, id: 'n' }] }),
    );
    expect(conversation).toMatchObject({ log_id: 'log-2', cursor: 2, messages: [{ id: 'n' }] });
    expect([...changed]).toEqual(['m', 'n']);
  });
});
