import { describe, expect, it } from 'vitest';
import { applyEvents, emptyConversation, visiblePath } from '../../src/protocol/index.ts';
import { conversationId, stamp } from '../support/arbitrary-log.ts';

type Replies = readonly (readonly [id: string, replyTo: string | null])[];

const pathOf = (replies: Replies, choices: readonly string[] = []) => {
  const added = replies.map(([id, replyTo]) => ({
    type: 'MessageAdded' as const,
    message: { id, role: 'user' as const, reply_to: replyTo, parts: [], status: 'complete' as const, created_at: 1 },
  }));
  const { conversation } = applyEvents(emptyConversation(conversationId), stamp(added, { after: 0 }));
  return visiblePath(conversation, choices).map(({ id }) => id);
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

describe('the path that was chosen', () => {
  /** Two first questions; below the first two answers, of which the second goes on; below the other one answer, the last of the log. */
  const tree: Replies = [
    ['q1', null],
    ['a1', 'q1'],
    ['a2', 'q1'],
    ['q2', 'a2'],
    ['q1-edited', null],
    ['a3', 'q1-edited'],
  ];

  it('leads through the choice, and on to the newest below it', () => {
    expect(pathOf(tree)).toEqual(['q1-edited', 'a3']);
    expect(pathOf(tree, ['q1'])).toEqual(['q1', 'a2', 'q2']);
    expect(pathOf(tree, ['a1'])).toEqual(['q1', 'a1']);
  });

  it('remembers what was chosen below, as long as nothing newer stands against it', () => {
    expect(pathOf(tree, ['a1', 'q1-edited'])).toEqual(['q1-edited', 'a3']);
    expect(pathOf(tree, ['a1', 'q1-edited', 'q1'])).toEqual(['q1', 'a1']);
    expect(pathOf(tree, ['a1', 'a2', 'q1'])).toEqual(['q1', 'a2', 'q2']);
  });

  it('goes back to the choice before where what was chosen is not there', () => {
    expect(pathOf(tree, ['a1', 'never sent'])).toEqual(['q1', 'a1']);
    expect(pathOf(tree, ['never sent'])).toEqual(pathOf(tree));
  });
});
