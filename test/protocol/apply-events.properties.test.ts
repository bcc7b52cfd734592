import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvents, emptyConversation, mergeUpdates, type Conversation, type LoggedEvent } from '../../src/protocol/index.ts';
import { arbitraryHappenings, arbitraryLog, conversationId, stamp } from '../support/arbitrary-log.ts';
import { naiveFold, unfinishedOf } from '../support/naive-fold.ts';
import { shown } from '../support/shown.ts';

const empty = emptyConversation(conversationId);
const fold = (log: readonly LoggedEvent[]): Conversation => applyEvents(empty, log).conversation;
const runs = { numRuns: 400 };

describe('the fold, held against a naive one', () => {
  it('I2: gives the same conversation for any log', () => {
    fc.assert(
      fc.property(arbitraryLog(), (log) => {
        const { conversation, duplicates, gap } = applyEvents(empty, log);
        expect(shown(conversation)).toEqual(naiveFold(log));
        expect(conversation.unfinished).toEqual(unfinishedOf(naiveFold(log)));
        expect({ cursor: conversation.cursor, duplicates, gap }).toEqual({ cursor: log.length, duplicates: 0, gap: false });
      }),
      { numRuns: 2_000 },
    );
  });

  it('I6: gives the same conversation however the log is cut', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.array(fc.nat(40)), (log, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut < log.length).toSorted((a, b) => a - b), log.length];
        let conversation = empty;
        for (const [index, end] of places.entries())
          conversation = applyEvents(conversation, log.slice(places[index - 1] ?? 0, end)).conversation;
        expect(conversation).toEqual(fold(log));
      }),
      runs,
    );
  });

  it('I6, P4: gives the same conversation for a replay from any cursor, once and once more', () => {
    fc.assert(
      fc.property(arbitraryLog({ maxLength: 20 }), fc.integer({ min: 1, max: 12 }), (log, maxLength) => {
        const whole = naiveFold(log);
        for (let cursor = 0; cursor <= log.length; cursor += 1) {
          const held = fold(log.slice(0, cursor));
          const replay = mergeUpdates(log.slice(cursor), { maxLength });
          const once = applyEvents(held, replay);
          const twice = applyEvents(once.conversation, replay);
          expect(shown(once.conversation)).toEqual(whole);
          expect(twice.conversation).toEqual(once.conversation);
          expect(twice).toMatchObject({ duplicates: replay.length, gap: false });
          expect(twice.changed.size).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is at its cursor after any window of the log, merged or not, in any order, or says that there is a gap', () => {
    const windows = fc.array(fc.record({ from: fc.nat(40), length: fc.nat(12), maxLength: fc.constantFrom(0, 4, 1_000) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(arbitraryLog(), windows, (log, deliveries) => {
        let conversation = empty;
        for (const { from, length, maxLength } of deliveries) {
          const events = mergeUpdates(log.slice(from, from + length), { maxLength });
          const { cursor } = conversation;
          const applied = applyEvents(conversation, events);
          conversation = applied.conversation;
          expect(conversation.cursor).toBeGreaterThanOrEqual(cursor);
          expect(applied.gap).toBe(conversation.cursor < (events.at(-1)?.sync_id ?? 0));
          expect(shown(conversation)).toEqual(naiveFold(log.slice(0, conversation.cursor)));
        }
        expect(shown(applyEvents(conversation, log).conversation)).toEqual(naiveFold(log));
      }),
      runs,
    );
  });

  it('leaves every version as it was, whatever is added to it and to the versions made of it', () => {
    const additions = fc.array(fc.record({ to: fc.nat(), happenings: arbitraryHappenings({ maxLength: 8 }) }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(additions, (branches) => {
        const versions: { log: LoggedEvent[]; conversation: Conversation }[] = [{ log: [], conversation: empty }];
        for (const { to, happenings } of branches) {
          const version = versions[to % versions.length];
          if (!version) continue;
          const events = stamp(happenings, { after: version.log.length });
          versions.push({ log: [...version.log, ...events], conversation: applyEvents(version.conversation, events).conversation });
        }
        for (const { log, conversation } of versions) expect(shown(conversation)).toEqual(naiveFold(log));
      }),
      runs,
    );
  });

  it('names the messages that changed, and replaces only those', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.nat(40), (log, cut) => {
        const before = fold(log.slice(0, cut));
        const { conversation, changed } = applyEvents(before, log.slice(cut));
        for (const [place, message] of conversation.messages.entries()) {
          expect(message === before.messages[place]).toBe(!changed.has(message.id));
        }
      }),
      runs,
    );
  });

  it('changes none of the events that it is given', () => {
    fc.assert(
      fc.property(arbitraryLog(), (log) => {
        const given = structuredClone(log);
        fold(log);
        expect(log).toEqual(given);
      }),
      { numRuns: 100 },
    );
  });
});
