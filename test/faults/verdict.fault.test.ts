import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../../src/protocol/index.ts';
import { naiveFold } from '../support/naive-fold.ts';
import { answerTo } from './seeded-answer.ts';
import { complaintsAbout } from './verdict.ts';

const conversation_id = 'c';
const question = 'Is all well?';

function added(sync_id: number, id: string, reply_to: string | null): LoggedEvent {
  const isQuestion = id.startsWith('q');
  const parts = isQuestion ? [{ type: 'text' as const, text: question }] : [];
  const message = { id, role: isQuestion ? ('user' as const) : ('assistant' as const), reply_to, parts, created_at: 1 };
  return { type: 'MessageAdded', conversation_id, sync_id, message: { ...message, status: isQuestion ? 'complete' : 'pending' } };
}

/** The log of a conversation that is as it ought to be: two questions, and their answers piece by piece. */
function goodLog(): LoggedEvent[] {
  const happenings: LoggedEvent[] = ['1', '2'].flatMap((name): LoggedEvent[] => [
    added(0, `q${name}`, name === '1' ? null : 'a1'),
    added(0, `a${name}`, `q${name}`),
    ...answerTo(question).pieces.map(({ kind, text }): LoggedEvent => ({
      type: 'Update',
      conversation_id,
      sync_id: 0,
      message_id: `a${name}`,
      delta: { [kind]: text },
    })),
    { type: 'Complete', conversation_id, sync_id: 0, message_id: `a${name}`, status: 'complete', at: 1 },
  ]);
  return happenings.map((event, place) => ({ ...event, sync_id: place + 1 }));
}

function judge(events: readonly LoggedEvent[], sent: readonly (readonly string[])[] = [['q1', 'q2']]): string[] {
  const stored = { log_id: 'l', head: events.length, events, messages: naiveFold(events) };
  return complaintsAbout({ conversationId: conversation_id, stored, tabs: [], sent });
}

const renumbered = (events: readonly LoggedEvent[]) => events.map((event, place) => ({ ...event, sync_id: place + 1 }));
const updatePlace = goodLog().findIndex(({ type }) => type === 'Update') + 1;

describe('the verdict', () => {
  it('has nothing to say of a log that is as it ought to be', () => {
    expect(judge(goodLog())).toEqual([]);
  });

  it.each<[string, (log: LoggedEvent[]) => readonly LoggedEvent[], RegExp]>([
    ['an event that is missing', (log) => log.toSpliced(updatePlace, 1), /follows/],
    ['a piece of text that was lost', (log) => renumbered(log.toSpliced(updatePlace, 1)), /not what the provider streamed/],
    [
      'a piece of text that came twice',
      (log) => renumbered([...log.slice(0, updatePlace), ...log.slice(updatePlace - 1)]),
      /not what the provider streamed/,
    ],
    ['a second end', (log) => renumbered([...log, ...log.slice(-1)]), /has 2 ends/],
    ['an end that is missing', (log) => log.slice(0, -1), /has 0 ends/],
    ['a question that nobody sent', (log) => [...log, added(log.length + 1, 'q3', 'a2')], /nobody asked q3/],
  ])('notices %s', (_, spoil, complaint) => {
    expect(judge(spoil(goodLog())).join('\n')).toMatch(complaint);
  });

  it('notices a question that was lost, and questions out of order', () => {
    expect(judge(goodLog(), [['q1', 'q2', 'q3']]).join()).toMatch(/asked q1,q2,q3, the log has q1,q2/);
    expect(judge(goodLog(), [['q2', 'q1']]).join()).toMatch(/asked q2,q1, the log has q1,q2/);
  });

  it('notices a snapshot that is not the fold of the log', () => {
    const events = goodLog();
    const stored = { log_id: 'l', head: events.length, events, messages: naiveFold(events).slice(1) };
    expect(complaintsAbout({ conversationId: conversation_id, stored, tabs: [], sent: [['q1', 'q2']] })).toHaveLength(1);
  });
});
