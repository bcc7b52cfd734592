import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvents, emptyConversation, mergeUpdates } from '../../src/protocol/index.ts';
import { arbitraryLog, conversationId, stamp, type Happening } from '../support/arbitrary-log.ts';
import { naiveFold } from '../support/naive-fold.ts';
import { shown } from '../support/shown.ts';

const write = (content: string, fields: { message_id?: string; new_part?: boolean; at?: number } = {}): Happening => ({
  type: 'Update',
  message_id: 'a',
  delta: { content },
  ...fields,
});
const think = (reasoning: string): Happening => ({ type: 'Update', message_id: 'a', delta: { reasoning } });
const merge = (...happenings: Happening[]) => mergeUpdates(stamp(happenings, { after: 4 }));

describe('merged updates', () => {
  it('fold to the same conversation, merged once and once more', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.nat(40), fc.nat(12), (log, cut, maxLength) => {
        const once = [...mergeUpdates(log.slice(0, cut), { maxLength }), ...mergeUpdates(log.slice(cut), { maxLength })];
        for (const merged of [once, mergeUpdates(once)]) {
          const { conversation, gap } = applyEvents(emptyConversation(conversationId), merged);
          expect(gap).toBe(false);
          expect(shown(conversation)).toEqual(naiveFold(log));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('R6.2: carry the last sync_id, and the one they follow', () => {
    expect(merge(write('a'), write('b'), write('c'))).toEqual([
      { type: 'Update', message_id: 'a', conversation_id: conversationId, sync_id: 7, after: 4, delta: { content: 'abc' } },
    ]);
  });

  it('are merged again by the same rule', () => {
    const once = [...merge(write('a'), write('b')), ...mergeUpdates(stamp([write('c'), write('d')], { after: 6 }))];
    expect(mergeUpdates(once)).toMatchObject([{ sync_id: 8, after: 4, delta: { content: 'abcd' } }]);
  });

  it('keep the time and the new_part of the first', () => {
    expect(merge(write('a', { new_part: true, at: 9 }), write('b', { at: 10 }))).toMatchObject([
      { delta: { content: 'ab' }, new_part: true, at: 9 },
    ]);
  });

  it.each<[string, Happening[]]>([
    ['a new part', [write('a'), write('b', { new_part: true })]],
    ['another kind of text', [think('a'), write('b')]],
    ['another message', [write('a'), write('b', { message_id: 'b' })]],
    ['a delta of two kinds', [think('a'), { type: 'Update', message_id: 'a', delta: { reasoning: 'b', content: 'c' } }]],
    ['a delta of two kinds before', [{ type: 'Update', message_id: 'a', delta: { reasoning: 'b', content: 'c' } }, write('d')]],
    ['a tool', [write('a'), { type: 'ToolUpdate', message_id: 'a', tool: { id: 't' }, at: 1 }, write('b')]],
    ['an event of an unknown type', [write('a'), { type: 'Unknown' }, write('b')]],
    ['the end', [write('a'), { type: 'Complete', message_id: 'a', status: 'complete', at: 1 }, write('b')]],
  ])('R6.2: never cross %s', (_, happenings) => {
    expect(merge(...happenings)).toEqual(stamp(happenings, { after: 4 }));
  });

  it('never cross a gap', () => {
    const gapped = [...stamp([write('a')], { after: 4 }), ...stamp([write('b')], { after: 9 })];
    expect(mergeUpdates(gapped)).toEqual(gapped);
  });

  it('are no longer than was asked for', () => {
    const merged = mergeUpdates(
      stamp(
        ['ab', 'cd', 'ef'].map((text) => write(text)),
        { after: 0 },
      ),
      { maxLength: 4 },
    );
    expect(merged).toMatchObject([{ delta: { content: 'abcd' } }, { delta: { content: 'ef' }, sync_id: 3 }]);
  });
});
