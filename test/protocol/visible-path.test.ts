import { describe, expect, it } from 'vitest';
import { applyEvents, emptyConversation, visiblePath } from '../../src/protocol/index.ts';
import { conversationId, stamp } from '../support/arbitrary-log.ts';

const pathOf = (replies: readonly (readonly [id: string, replyTo: string | null])[]) => {
  const added = replies.map(([id, replyTo]) => ({
    type: 'MessageAdded' as const,
    message: { id, role: 'user' as const, reply_to: replyTo, parts: [], status: 'complete' as const, created_at: 1 },
  }));
  const { conversation } = applyEvents(emptyConversation(conversationId), stamp(added, { after: 0 }));
  return visiblePath(conversation).map(({ id }) => id);
};

describe('the visible path', () => {
  it('is every message where nothing was forked', () => {
    expect(
      pathOf([
        ['a', null],
        ['b', 'a'],
        ['c', 'b'],
      ]),
    ).toEqual(['a', 'b', 'c']);
    expect(pathOf([])).toEqual([]);
  });

  it('is the branch of the last message', () => {
    expect(
      pathOf([
        ['a', null],
        ['b', 'a'],
        ['c', 'b'],
        ['d', 'a'],
        ['e', 'd'],
      ]),
    ).toEqual(['a', 'd', 'e']);
  });

  it('begins anew at a second first question', () => {
    expect(
      pathOf([
        ['a', null],
        ['b', 'a'],
        ['c', null],
      ]),
    ).toEqual(['c']);
  });

  it('begins with the oldest that is held', () => {
    expect(
      pathOf([
        ['b', 'not held'],
        ['c', 'b'],
        ['d', 'b'],
      ]),
    ).toEqual(['b', 'd']);
  });

  it('ends, even where messages reply to themselves or in a circle', () => {
    expect(pathOf([['a', 'a']])).toEqual(['a']);
    expect(
      pathOf([
        ['a', null],
        ['b', 'c'],
        ['c', 'b'],
      ]),
    ).toEqual(['b', 'c']);
  });
});
