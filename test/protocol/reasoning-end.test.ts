import { expect, it } from 'vitest';
import { applyEvents, emptyConversation } from '../../src/protocol/index.ts';
import { conversationId, stamp, type Happening } from '../support/arbitrary-log.ts';
import { shown } from '../support/shown.ts';

it('reasoning that came whole keeps the time at which it ended, whatever follows it', () => {
  const thought = { type: 'reasoning', text: 'hm', started_at: 10, ended_at: 15 } as const;
  const happenings: Happening[] = [
    { type: 'MessageAdded', message: { id: 'a', role: 'assistant', reply_to: null, parts: [], status: 'pending', created_at: 5 } },
    { type: 'Part', message_id: 'a', part: thought, at: 15 },
    { type: 'Complete', message_id: 'a', status: 'complete', at: 20 },
  ];
  const { conversation } = applyEvents(emptyConversation(conversationId), stamp(happenings, { after: 0 }));
  expect(shown(conversation)[0]?.parts).toEqual([thought]);
});
