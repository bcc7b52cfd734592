import { describe, expect, it } from 'vitest';
import { openChat, shareBackend, type Chat } from './chat-fixture.ts';
import type { Gap } from './frame-scanner.ts';
import type { Cut, Line, Tear, Way } from './line.ts';

const backend = shareBackend();
const both: readonly Way[] = ['up', 'down'];

describe('bytes that arrive otherwise than they were sent make no difference:', () => {
  it.each<[string, Partial<Line>]>([
    ['late', { delayMs: 60 }],
    ['late and unevenly', { delayMs: 5, jitterMs: 80 }],
    ['one by one', { writes: 'bytes' }],
    ['many at once', { writes: 'gathered' }],
  ])('%s', async (name, line) => {
    const chat = await openChat(backend());

    await chat.proxy.suffer({ type: 'line', ways: both, line });
    chat.proxy.tear('reset');
    chat.ask(`Bytes, ${name}?`);
    chat.ask('And again? 漢字 🙂');

    expect(await chat.complaints()).toEqual([]);
  });

  it('at 1 kB a second', async () => {
    const chat = await openChat(backend(), { speed: 1 });

    await chat.proxy.suffer({ type: 'line', ways: both, line: { bytesPerSecond: 1000 } });
    chat.ask('Short?');
    await chat.proxy.heal('coming');

    expect(await chat.complaints()).toEqual([]);
    expect(chat.tab.client.connection()).toMatchObject({ status: 'live' });
  });
});

/** Tears the next connection at that place, and lets the one after it be. */
async function tearNext({ proxy, tab, ask }: Chat, way: Way, cut: Cut): Promise<void> {
  await proxy.suffer({ type: 'line', ways: [way], line: { cut } }, 'coming');
  proxy.tear('reset');
  ask('Where is it torn? 漢字 🙂 é');
  await tab.until('torn twice', () => {
    const state = tab.client.connection();
    return state.status === 'waiting' && state.attempt >= 2;
  });
  await proxy.heal();
}

describe('a connection that is torn loses nothing and doubles nothing,', () => {
  const gaps: Gap[] = ['http', 'frame', 'header', 'payload', 'character'];
  const tears: Tear[] = ['reset', 'end'];
  const cases = both.flatMap((way) => gaps.flatMap((gap) => tears.map((tear) => [way, gap, tear] as const)));

  it.each(cases)('%sward, within %s, by %s', async (way, gap, tear) => {
    const chat = await openChat(backend());
    await tearNext(chat, way, { afterBytes: 1, in: gap, tear });
    expect(await chat.complaints()).toEqual([]);
  });

  const places: [Way, number][] = [
    ...[0, 90, 250, 420, 560, 700, 800].map((bytes): [Way, number] => ['up', bytes]),
    ...[0, 120, 400, 700, 1200, 1800, 2500].map((bytes): [Way, number] => ['down', bytes]),
  ];

  it.each(places)('%sward, after %i bytes', async (way, afterBytes) => {
    const chat = await openChat(backend());
    await tearNext(chat, way, { afterBytes, in: 'any', tear: 'reset' });
    expect(await chat.complaints()).toEqual([]);
  });

  it('in mid-stream, by an end without a close frame', async () => {
    const chat = await openChat(backend());
    chat.ask('Streaming?');
    await chat.tab.until('streaming', () => chat.last()?.status === 'streaming');

    chat.proxy.tear('end');

    expect(await chat.complaints()).toEqual([]);
  });

  it('again and again, while an answer comes that no single frame could hold', async () => {
    const chat = await openChat(backend());
    chat.ask('And now, at length?');

    for (const length of [1000, 10_000, 30_000]) {
      await chat.tab.until(`past ${length}`, () => shownLength(chat) >= length);
      chat.proxy.tear('reset');
      await chat.tab.until('torn', () => chat.tab.client.connection().status !== 'live');
    }

    expect(await chat.complaints()).toEqual([]);
    expect(shownLength(chat)).toBeGreaterThan(64 * 1024);
  });
});

function shownLength(chat: Chat): number {
  return chat.last()?.parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0) ?? 0;
}
