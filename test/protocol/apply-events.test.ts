import { describe, expect, it } from 'vitest';
import { applyEvents, contentOf, emptyConversation, findMessage, reasoningOf, type LoggedEvent } from '../../src/protocol/index.ts';
import { conversationId, stamp, type Happening } from '../support/arbitrary-log.ts';
import { shown } from '../support/shown.ts';

const asked: Happening = {
  type: 'MessageAdded',
  message: { id: 'a', role: 'assistant', reply_to: null, parts: [], status: 'pending', created_at: 1 },
};
const write = (content: string): Happening => ({ type: 'Update', message_id: 'a', delta: { content } });
const think = (reasoning: string, at?: number): Happening => ({
  type: 'Update',
  message_id: 'a',
  delta: { reasoning },
  ...(at === undefined ? {} : { at }),
});
const ended: Happening = { type: 'Complete', message_id: 'a', status: 'complete', at: 900 };

const fold = (...happenings: Happening[]) => applyEvents(emptyConversation(conversationId), stamp(happenings, { after: 0 })).conversation;
const partsOf = (...happenings: Happening[]) => shown(fold(...happenings))[0]?.parts;

describe('I5: the cursor', () => {
  const log = stamp([asked, write('a'), write('b'), write('c')], { after: 0 });
  const held = applyEvents(emptyConversation(conversationId), log.slice(0, 2)).conversation;

  it('moves to each event that follows it', () => {
    expect(applyEvents(held, log.slice(2)).conversation.cursor).toBe(4);
  });

  it('R6.10: drops what is behind it, and counts it', () => {
    const { conversation, duplicates, changed } = applyEvents(held, log.slice(0, 2));
    expect(conversation).toEqual(held);
    expect({ duplicates, changed: changed.size }).toEqual({ duplicates: 2, changed: 0 });
  });

  it('stays before a gap, and nothing after the gap is applied', () => {
    const { conversation, gap } = applyEvents(held, [log[3] as LoggedEvent, log[2] as LoggedEvent]);
    expect(gap).toBe(true);
    expect(conversation).toEqual(held);
  });

  it('keeps what came before a gap', () => {
    const { conversation, gap } = applyEvents(emptyConversation(conversationId), [...log.slice(0, 2), ...log.slice(3)]);
    expect(gap).toBe(true);
    expect(conversation.cursor).toBe(2);
    expect(shown(conversation)).toEqual(shown(held));
  });

  it('R6.2, R6.11: takes a merged event from the one it follows, and from no other', () => {
    const merged: LoggedEvent = { ...(log[3] as LoggedEvent), after: 2 };
    expect(applyEvents(held, [merged])).toMatchObject({ gap: false, conversation: { cursor: 4 } });
    const later = applyEvents(held, log.slice(2, 3)).conversation;
    expect(applyEvents(later, [merged])).toMatchObject({ gap: true, conversation: { cursor: 3 } });
  });

  it('moves past an event of an unknown type, and past one for a message that is not held', () => {
    const stranger: Happening = { type: 'Update', message_id: 'nobody', delta: { content: 'x' } };
    const { conversation, changed } = applyEvents(held, stamp([{ type: 'Unknown' }, stranger], { after: 2 }));
    expect(conversation.cursor).toBe(4);
    expect(conversation.messages).toEqual(held.messages);
    expect(changed.size).toBe(0);
  });
});

describe('a message', () => {
  it('is added once', () => {
    expect(fold(asked, write('kept'), asked).messages).toHaveLength(1);
  });

  it('streams from its first update on, even an empty one', () => {
    expect(fold(asked).messages[0]?.status).toBe('pending');
    expect(fold(asked, write('')).messages[0]).toMatchObject({ status: 'streaming', parts: [] });
  });

  it('ends as its Complete says, and keeps its text', () => {
    const error = { code: 'internal', message: 'It failed.', retryable: true };
    const failed = fold(asked, write('half'), {
      type: 'Complete',
      message_id: 'a',
      status: 'failed',
      at: 9,
      finish_reason: 'error',
      error,
    });
    expect(shown(failed)[0]).toMatchObject({
      status: 'failed',
      ended_at: 9,
      finish_reason: 'error',
      error,
      parts: [{ type: 'text', text: 'half' }],
    });
  });

  it('R5.5: never changes once it has ended', () => {
    const late: Happening[] = [
      write('late'),
      { type: 'ToolUpdate', message_id: 'a', tool: { id: 't' }, at: 1 },
      { type: 'Part', message_id: 'a', part: { type: 'text', text: 'late' } },
      { type: 'Complete', message_id: 'a', status: 'failed', at: 1 },
    ];
    const before = fold(asked, write('all'), ended);
    const { conversation, changed } = applyEvents(before, stamp(late, { after: before.cursor }));
    expect(conversation.messages).toEqual(before.messages);
    expect({ cursor: conversation.cursor, changed: changed.size }).toEqual({ cursor: before.cursor + late.length, changed: 0 });
  });

  it('is found by its id, in the versions that hold it', () => {
    const before = fold(asked);
    const added: Happening = { type: 'MessageAdded', message: { ...asked.message, id: 'b' } };
    const after = applyEvents(before, stamp([added], { after: 1 })).conversation;
    expect(findMessage(after, 'b')?.id).toBe('b');
    expect(findMessage(before, 'b')).toBeUndefined();
  });

  it('has its answer and its thoughts apart', () => {
    const [message] = fold(asked, think('hm'), write('a'), think(' so'), write('b')).messages;
    expect(message && { content: contentOf(message), reasoning: reasoningOf(message) }).toEqual({ content: 'ab', reasoning: 'hm so' });
  });
});

describe('a delta', () => {
  it('extends the last part of its kind', () => {
    expect(partsOf(asked, write('a'), write('b'))).toEqual([{ type: 'text', text: 'ab' }]);
  });

  it('opens a part after one of another kind, and where it says so', () => {
    const opened: Happening = { type: 'Update', message_id: 'a', delta: { content: 'c' }, new_part: true };
    expect(partsOf(asked, think('a'), write('b'), opened)).toEqual([
      { type: 'reasoning', text: 'a' },
      { type: 'text', text: 'b' },
      { type: 'text', text: 'c' },
    ]);
  });

  it('of two kinds is reasoning first, and opens one part of each', () => {
    const both: Happening = { type: 'Update', message_id: 'a', delta: { content: 'yes', reasoning: 'b' }, at: 7 };
    expect(partsOf(asked, think('a', 5), both)).toEqual([
      { type: 'reasoning', text: 'ab', started_at: 5, ended_at: 7 },
      { type: 'text', text: 'yes' },
    ]);
    expect(partsOf(asked, think('a', 5), { ...both, new_part: true })).toEqual([
      { type: 'reasoning', text: 'a', started_at: 5, ended_at: 7 },
      { type: 'reasoning', text: 'b', started_at: 7, ended_at: 7 },
      { type: 'text', text: 'yes' },
    ]);
  });
});

describe('reasoning', () => {
  const tool: Happening = { type: 'ToolUpdate', message_id: 'a', tool: { id: 't' }, at: 20 };
  const answer: Happening = { type: 'Update', message_id: 'a', delta: { content: 'so' }, at: 20 };
  const chart: Happening = { type: 'Part', message_id: 'a', part: { type: 'unknown', value: { type: 'chart' } }, at: 20 };
  const stop: Happening = { type: 'Complete', message_id: 'a', status: 'stopped', at: 20 };

  it.each([
    ['an answer', answer],
    ['a tool', tool],
    ['a part of another kind', chart],
    ['the end of the message', stop],
  ])('ends with %s, at its time', (_, next) => {
    expect(partsOf(asked, think('hm', 10), next)?.[0]).toEqual({ type: 'reasoning', text: 'hm', started_at: 10, ended_at: 20 });
  });

  it('ends once', () => {
    expect(partsOf(asked, think('hm', 10), { ...answer, at: 15 }, stop)?.[0]).toMatchObject({ ended_at: 15 });
  });

  it('does not end while it goes on', () => {
    expect(partsOf(asked, think('a', 10), think('b', 15))).toEqual([{ type: 'reasoning', text: 'ab', started_at: 10 }]);
  });
});

describe('a tool', () => {
  const begun: Happening = { type: 'ToolUpdate', message_id: 'a', tool: { id: 't', name: 'search', input: { q: 1 } }, at: 10 };

  it('runs from the first that is heard of it', () => {
    expect(partsOf(asked, begun)).toEqual([{ type: 'tool', id: 't', name: 'search', status: 'running', input: { q: 1 }, started_at: 10 }]);
  });

  it.each(['done', 'failed', 'denied'] as const)('R5.6: is merged field by field, and ends as %s', (status) => {
    const over: Happening = { type: 'ToolUpdate', message_id: 'a', tool: { id: 't', status, output: 'out' }, at: 30 };
    expect(partsOf(asked, begun, write('meanwhile'), over)).toEqual([
      { type: 'tool', id: 't', name: 'search', status, input: { q: 1 }, output: 'out', started_at: 10, ended_at: 30 },
      { type: 'text', text: 'meanwhile' },
    ]);
  });
});

describe('a Part', () => {
  const put = (part: Extract<Happening, { type: 'Part' }>['part']): Happening => ({ type: 'Part', message_id: 'a', part });

  it('R5.6: is inserted, or merged into the one with its id', () => {
    expect(
      partsOf(
        asked,
        put({ type: 'unknown', id: 'f', value: { type: 'chart', id: 'f', name: 'a.txt' } }),
        put({ type: 'unknown', value: { type: 'rule' } }),
        put({ type: 'unknown', id: 'f', value: { type: 'chart', id: 'f', size: 3 } }),
      ),
    ).toEqual([
      { type: 'unknown', id: 'f', value: { type: 'chart', id: 'f', name: 'a.txt', size: 3 } },
      { type: 'unknown', value: { type: 'rule' } },
    ]);
  });

  it('R5.6: keeps the fields of a tool that it does not name', () => {
    expect(
      partsOf(
        asked,
        { type: 'ToolUpdate', message_id: 'a', tool: { id: 't', input: 'in' }, at: 10 },
        put({ type: 'tool', id: 't', name: 'search', status: 'done' }),
      ),
    ).toEqual([{ type: 'tool', id: 't', name: 'search', status: 'done', input: 'in', started_at: 10 }]);
  });
});
