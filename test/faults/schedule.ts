import { cast } from './cast.ts';
import type { Fault, Line, Tear, Way } from './line.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

/** What befalls the server. */
export type Outage =
  /** Killed, and started again after so long. */
  | { readonly type: 'kill'; readonly downMs: number }
  /** Told to stop, and started again. */
  | { readonly type: 'restart' }
  | { readonly type: 'freeze'; readonly forMs: number };

/** What people do, and what befalls the network and the server. Tabs and conversations are named by their places in the cast. */
export type Act =
  | { readonly type: 'send'; readonly tab: number; readonly conversation: number; readonly isLong: boolean }
  | { readonly type: 'stop'; readonly tab: number; readonly conversation: number }
  | { readonly type: 'suffer'; readonly fault: Fault }
  | { readonly type: 'heal' }
  | { readonly type: 'tear'; readonly how: Tear }
  | { readonly type: 'outage'; readonly outage: Outage };

/** An act in its time, in milliseconds from the beginning. */
export interface Step {
  readonly atMs: number;
  readonly act: Act;
}

const lengthMs = 2000;

/** What happens under a seed, in order. */
export function scheduleOf(seed: number): readonly Step[] {
  const random = createSeededRandom(seed);
  const some = (least: number, most: number, act: () => Act): Step[] =>
    Array.from({ length: random.whole(least, most) }, () => ({ atMs: random.whole(0, lengthMs), act: act() }));
  const steps = [
    ...some(8, 16, () => ({ type: 'send', ...somewhere(random), isLong: random.chance(0.1) })),
    ...some(0, 2, () => ({ type: 'stop', ...somewhere(random) })),
    ...some(1, 4, () => ({ type: 'suffer', fault: someFault(random) })),
    ...some(1, 3, () => ({ type: 'heal' })),
    ...some(0, 2, () => ({ type: 'tear', how: random.pick(['reset', 'end']) })),
    ...some(0, 2, () => ({ type: 'outage', outage: someOutage(random) })),
  ];
  return steps.toSorted((a, b) => a.atMs - b.atMs);
}

function somewhere(random: SeededRandom): { tab: number; conversation: number } {
  const tab = random.whole(0, cast.length - 1);
  return { tab, conversation: random.pick(cast[tab]?.own ?? [0]) };
}

function someOutage(random: SeededRandom): Outage {
  if (random.chance(0.6)) return { type: 'kill', downMs: random.whole(0, 300) };
  return random.chance(0.5) ? { type: 'restart' } : { type: 'freeze', forMs: random.whole(100, 1200) };
}

function someFault(random: SeededRandom): Fault {
  if (random.chance(0.1)) return { type: 'refuse' };
  if (random.chance(0.1)) return { type: 'silence' };
  if (random.chance(0.1)) return { type: 'status', status: random.pick([401, 403, 429, 502, 503]) };
  const ways = random.pick<readonly Way[]>([['up'], ['down'], ['up', 'down']]);
  return { type: 'line', ways, line: someLine(random) };
}

function someLine(random: SeededRandom): Partial<Line> {
  const afterBytes = random.whole(0, 6000);
  const tear = random.pick<Tear>(['reset', 'end']);
  return random.pick<Partial<Line>>([
    { delayMs: random.whole(0, 80), jitterMs: random.whole(0, 80) },
    { bytesPerSecond: random.whole(4, 40) * 1000 },
    { writes: 'bytes' },
    { writes: 'gathered' },
    { flow: 'held' },
    { flow: 'lost' },
    { flow: 'lost' },
    { closeFrames: 'lost' },
    { cut: { afterBytes, in: random.pick(['any', 'http', 'frame', 'header', 'payload', 'character']), tear } },
  ]);
}
