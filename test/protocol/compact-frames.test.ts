import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEvents,
  createCompactWriter,
  createServerFrameReader,
  emptyConversation,
  encodeFrame,
  mergeUpdates,
  type LoggedEvent,
  type ServerFrame,
  type Subscribed,
} from '../../src/protocol/index.ts';
import { arbitraryLog, conversationId } from '../support/arbitrary-log.ts';
import { naiveFold } from '../support/naive-fold.ts';
import { shown } from '../support/shown.ts';

const otherId = '00000000-0000-4000-8000-000000000002';

function subscribed(last_sync_id: number, conversation_id = conversationId): Subscribed {
  return { type: 'Subscribed', scope: 'chat', conversation_id, log_id: 'log', last_sync_id, events: [] };
}

function update(sync_id: number, text: string, more: Partial<Extract<LoggedEvent, { type: 'Update' }>> = {}): ServerFrame {
  return { type: 'Update', conversation_id: conversationId, sync_id, message_id: 'answer', delta: { content: text }, ...more };
}

/** What a socket carries, and what is read from it. */
function carry(frames: readonly ServerFrame[]) {
  const write = createCompactWriter();
  const read = createServerFrameReader();
  const texts = frames.map(write);
  return { texts, read: texts.map(read) };
}

/** The same frames by the plain encoding, which leaves out what it does not know. */
function plainly(frames: readonly ServerFrame[]) {
  const read = createServerFrameReader();
  return frames.map((frame) => read(encodeFrame(frame)));
}

/** Without what only says the default. */
const said = (decoded: ReturnType<typeof plainly>) =>
  decoded.map((one) => {
    if (!one.ok || one.frame.type !== 'Update') return one;
    const { after, new_part, ...frame } = one.frame;
    const merged = after === undefined || after === frame.sync_id - 1 ? {} : { after };
    return { ...one, frame: { ...frame, ...merged, ...(new_part ? { new_part } : {}) } };
  });

describe('the compact encoding', () => {
  it('says what the plain one says, for any log, merged or not, cut by another Subscribed anywhere', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.nat(12), fc.nat(40), (log, maxLength, cut) => {
        const before = mergeUpdates(log.slice(0, cut), { maxLength });
        const rest = mergeUpdates(log.slice(cut), { maxLength });
        const frames = [subscribed(0), ...before, subscribed(Math.min(cut, log.length)), ...rest];
        expect(said(carry(frames).read)).toEqual(said(plainly(frames)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('says what the plain one says, for two conversations in any order, with events that are sent again', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.array(fc.tuple(fc.boolean(), fc.nat(3))), (log, turns) => {
        const other = log.map((event) => ({ ...event, conversation_id: otherId }));
        const frames: ServerFrame[] = [subscribed(0), subscribed(0, otherId)];
        const places = new Map([
          [log, 0],
          [other, 0],
        ]);
        for (const [isOther, back] of turns) {
          const source = isOther ? other : log;
          const place = Math.max((places.get(source) ?? 0) - back, 0);
          const event = source[place];
          if (!event) continue;
          frames.push(event);
          places.set(source, place + 1);
        }
        expect(said(carry(frames).read)).toEqual(said(plainly(frames)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('spends 10 bytes on a token of four letters', () => {
    const { texts } = carry([subscribed(0), update(1, 'word'), update(2, 'word')]);
    expect(texts.at(-1)).toBe('[1,"word"]');
  });

  it('says how many events a merged update stands for', () => {
    const { texts, read } = carry([subscribed(0), update(1, 'a'), update(5, 'bcde', { after: 1 })]);
    expect(texts.at(-1)).toBe('[1,"bcde",0,4]');
    expect(read.at(-1)).toMatchObject({ ok: true, frame: { sync_id: 5, after: 1 } });
  });

  it.each([
    ['follows something else', update(9, 'b', { after: 7 })],
    ['opens a part', update(2, 'b', { at: 1 })],
    ['opens a part of the same kind', update(2, 'b', { new_part: true })],
    ['answers a request', update(2, 'b', { request_id: 'r' })],
    ['brings two kinds', update(2, 'b', { delta: { content: 'b', reasoning: 'c' } })],
  ])('writes in full what %s', (_, frame) => {
    expect(carry([subscribed(0), update(1, 'a'), frame]).texts.at(-1)).toContain('"type":"Update"');
  });

  it('gives every message a handle of its own', () => {
    const other = (sync_id: number) => update(sync_id, 'b', { message_id: 'other' });
    const { texts } = carry([subscribed(0), update(1, 'a'), other(2), update(3, 'a'), other(4)]);
    expect(texts.slice(3)).toEqual(['[1,"a"]', '[2,"b"]']);
  });
});

it('what a writer knows of a conversation ends with its Unsubscribed', () => {
  const { texts } = carry([subscribed(0), update(1, 'a'), { type: 'Unsubscribed', conversation_id: conversationId }, update(2, 'b')]);
  expect(JSON.parse(texts.at(-1) ?? '')).toEqual(update(2, 'b'));
});

describe('a list that is no compact frame', () => {
  function afterOneUpdate() {
    const read = createServerFrameReader();
    const write = createCompactWriter();
    for (const frame of [subscribed(0), update(1, 'a')]) read(write(frame));
    return read;
  }

  it.each(['[', '[]', '[1,"a"]', '["1","a"]', '[null,"a"]', '[1]', '[[1],"a"]', '[1e999,"a"]'])('%s is refused', (text) => {
    expect(createServerFrameReader()(text)).toMatchObject({ ok: false, code: 'invalid_field' });
  });

  it.each([
    '[1,2]',
    '[2,"a"]',
    '["toString","a"]',
    '[1,"a",2]',
    '[1,"a","length"]',
    '[1,"a",{"toString":1,"valueOf":1}]',
    '[1,"a",0,0]',
    '[1,"a",0,-1]',
    '[1,"a",0,1.5]',
    '[1,"a",0,"1"]',
    '[1,"a",0,{"valueOf":1}]',
    '[1,"a",0,9007199254740991]',
  ])('%s is refused where 1 is a handle', (text) => {
    expect(afterOneUpdate()(text)).toMatchObject({ ok: false, code: 'invalid_field' });
  });

  it('is refused unless its kind is 0 or 1, and its count one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (kind, count) => {
        const decoded = afterOneUpdate()(JSON.stringify([1, 'a', kind, count]));
        const isFrame = (kind === 0 || kind === 1) && Number.isSafeInteger(count) && Number(count) > 0;
        expect(decoded.ok).toBe(isFrame);
      }),
    );
  });

  it('is refused once its message has ended', () => {
    const { texts } = carry([subscribed(0), update(1, 'a'), update(2, 'b')]);
    const read = createServerFrameReader();
    const ended = encodeFrame({
      type: 'Complete',
      conversation_id: conversationId,
      sync_id: 2,
      message_id: 'answer',
      status: 'complete',
      at: 1,
    });
    for (const text of [...texts.slice(0, 2), ended]) read(text);
    expect(read('[1,"c"]')).toMatchObject({ ok: false });
  });
});

describe('R12.6: what cannot be read', () => {
  const garbage = fc.constantFrom('', '{', '{"type":"Part"}', '[', '[1]', '[1,"x",0,0]', '[1,"x",2]', '[999,"x"]');

  it('shows as a gap, whatever event of a log it was', () => {
    fc.assert(
      fc.property(arbitraryLog(), fc.nat(12), fc.nat(), garbage, (log, maxLength, seed, text) => {
        const { texts } = carry([subscribed(0), ...mergeUpdates(log, { maxLength })]);
        const place = 1 + (seed % (texts.length - 1 || 1));
        const read = createServerFrameReader();

        let conversation = emptyConversation(conversationId);
        for (const decoded of texts.with(Math.min(place, texts.length - 1), text).map(read)) {
          if (!decoded.ok || !('sync_id' in decoded.frame)) continue;
          const applied = applyEvents(conversation, [decoded.frame]);
          if (applied.gap) break;
          conversation = applied.conversation;
        }

        expect(shown(conversation)).toEqual(naiveFold(log.filter(({ sync_id }) => sync_id <= conversation.cursor)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves no list to be read, where it was one of an unknown handle, until handles are given anew', () => {
    const read = createServerFrameReader();
    const { texts } = carry([subscribed(0), update(1, 'a'), subscribed(3), update(4, 'd'), update(5, 'e')]);
    const decoded = texts.toSpliced(2, 0, '[999,"b"]', '[1,"c"]').map(read);

    expect(decoded.map(({ ok }) => ok)).toEqual([true, true, false, false, true, true, true]);
  });

  it('is no event where its type is not known and it has no place in a log', () => {
    const read = createServerFrameReader();
    const { texts } = carry([subscribed(0), update(1, 'a'), update(2, 'b')]);
    const [first = '', second = '', third = ''] = texts;

    expect([first, second, '{"type":"Weather"}', third].map(read).at(-1)).toMatchObject({ ok: true, frame: { sync_id: 2 } });
  });
});
