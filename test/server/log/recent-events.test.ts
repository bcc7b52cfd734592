import { expect, it } from 'vitest';
import { contentOf, type LoggedEvent } from '../../../src/protocol/index.ts';
import { foldedFrom, maxTailSize } from '../../../src/server/log/conversation-state.ts';
import { applyEvents } from '../../../src/protocol/index.ts';
import { createRecentEvents } from '../../../src/server/log/recent-events.ts';
import { eventsAfter } from '../../../src/server/log/tail.ts';
import { pendingAnswer } from './log-fixture.ts';

function written(sync_id: number, content: string, conversation_id = 'c'): LoggedEvent {
  return { type: 'Update', conversation_id, sync_id, message_id: `${conversation_id}-a`, delta: { content } };
}

it('of a conversation, what a tail may hold is kept, however much the journal held', () => {
  const recent = createRecentEvents(new Map());
  for (let n = 1; n <= 300; n += 1) recent.add(written(n, 'x'.repeat(10_000)));
  const held = recent.get('c');

  expect(held?.tail.size).toBeLessThanOrEqual(maxTailSize);
  expect(held && eventsAfter(held.tail, 299)).toMatchObject([{ sync_id: 300 }]);
  expect(held?.text).toEqual([]);
});

it('what an unfinished answer is made of is kept whole, without what its row holds, in few pieces', () => {
  const recent = createRecentEvents(new Map([['c-a', 100]]));
  const words = Array.from({ length: 30_000 }, (_, n) => `word ${n} `);
  words.forEach((word, n) => recent.add(written(n + 1, word)));
  const { text = [], tail } = recent.get('c') ?? {};

  expect(tail?.base).toBeGreaterThan(100);
  expect(text.length).toBeLessThan(400);
  const row = foldedFrom({ id: 'c', log_id: 'l', cursor: 100, messages: [pendingAnswer('c-a', 'c-q')], has_earlier: false });
  const [answer] = applyEvents(row, text).conversation.messages;
  expect(answer && contentOf(answer)).toBe(words.slice(100).join(''));
});

it('of all conversations together only so much is kept: of those written longest ago what no unfinished answer needs is dropped', () => {
  const recent = createRecentEvents(new Map([['answering-a', 0]]), 5000);
  recent.add(written(1, 'x'.repeat(1000), 'answering'));
  recent.add(written(1, 'x'.repeat(1000), 'early'));
  for (const id of ['one', 'two', 'three', 'four']) recent.add(written(7, 'x'.repeat(1000), id));

  expect(recent.get('early')).toBeUndefined();
  const answering = recent.get('answering');
  expect(answering?.text).toHaveLength(1);
  expect(answering && eventsAfter(answering.tail, 0)).toBeUndefined();
  expect(answering && eventsAfter(answering.tail, 1)).toEqual([]);
  expect(recent.get('four')?.tail).toMatchObject({ base: 6 });

  for (const id of ['one', 'two', 'three', 'four']) recent.delete(id);
  recent.add(written(2, 'y', 'answering'));
  expect(recent.get('answering')?.tail.base).toBe(1);
});
