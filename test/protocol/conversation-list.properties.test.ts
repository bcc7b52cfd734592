import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldConversations, readConversationsFrame, type ConversationEvent } from '../../src/protocol/index.ts';
import { changed, removed } from '../support/list-frames.ts';

/** A log as a server writes it: times that only grow with what is asked and answered, numbers without a hole. */
const log = fc
  .array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), kind: fc.constantFrom('talk', 'rename', 'remove'), later: fc.nat(2) }))
  .map((steps) => {
    let now = 1;
    const times = new Map<string, number>();
    return steps.map(({ id, kind, later }, place): ConversationEvent => {
      const sync_id = place + 1;
      if (kind === 'remove') return removed(sync_id, id);
      now += later;
      if (kind === 'talk' || !times.has(id)) times.set(id, now);
      return changed(sync_id, `${id} at ${sync_id}`, { id, updated_at: times.get(id) ?? now });
    });
  });

/** What a server that keeps the newest of each conversation sends of it. */
function compacted(events: readonly ConversationEvent[]): ConversationEvent[] {
  return events.filter(
    (event) => !events.some((other) => other.sync_id > event.sync_id && other.conversation.id === event.conversation.id),
  );
}

describe('I6: a list', () => {
  it('is the same for any split of its events', () => {
    fc.assert(
      fc.property(log, fc.array(fc.nat(30)), (events, cuts) => {
        const places = [0, ...cuts.map((cut) => cut % (events.length + 1)).toSorted((a, b) => a - b), events.length];
        const pieces = places.slice(1).map((end, index) => events.slice(places[index], end));
        expect(pieces.reduce(foldConversations, foldConversations([], []))).toEqual(foldConversations([], events));
      }),
    );
  });

  it('is the same for a compacted replay from any cursor', () => {
    fc.assert(
      fc.property(log, fc.nat(30), (events, place) => {
        const cursor = place % (events.length + 1);
        const held = foldConversations([], events.slice(0, cursor));
        const later = compacted(events).filter(({ sync_id }) => sync_id > cursor);
        expect(foldConversations(held, later)).toEqual(foldConversations([], events));
      }),
    );
  });

  it('D29: has each conversation that was not removed once, and is in the order of their times', () => {
    fc.assert(
      fc.property(log, (events) => {
        const list = foldConversations([], events);
        const there = compacted(events).flatMap((event) => (event.type === 'ConversationChanged' ? event.conversation : []));
        expect(list.toSorted(byId)).toEqual(there.toSorted(byId));
        expect(list.map(({ updated_at }) => updated_at)).toEqual(list.map(({ updated_at }) => updated_at).toSorted((a, b) => b - a));
      }),
    );
  });
});

describe('a frame of the list', () => {
  it('is read as it was written', () => {
    const frame = { ...changed(3, 'Title', { status: 'awaiting' }), after: 1, request_id: 'r' };
    expect(readConversationsFrame(structuredClone({ ...frame }))).toEqual(frame);
  });

  it('of a later version does no harm', () => {
    const { conversation, ...frame } = changed(1, 'Title');
    expect(readConversationsFrame({ ...frame, conversation: { ...conversation, status: 'dreaming', colour: 'red' } })).toMatchObject({
      conversation: { status: 'idle' },
    });
    expect(readConversationsFrame({ type: 'ConversationPinned', scope: 'conversations', sync_id: 4 })).toBeUndefined();
    expect(readConversationsFrame({ ...frame, conversation: 'none' })).toBeUndefined();
  });
});

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
