import { createRandom, type Random } from './random.ts';
import type { Action, Fault, Schedule, Step } from './schedule.ts';

/** The world of a seed. */
export function makeSchedule(seed: string): Schedule {
  const random = createRandom(seed);
  const browsers = Array.from({ length: random.between(1, 2) }, () => ({ hasCookies: random.chance(0.8), isDurable: random.chance(0.4) }));
  const tabs = browsers.flatMap(({ hasCookies }, browser) => Array.from({ length: hasCookies ? random.between(1, 3) : 1 }, () => ({ browser })));
  const conversations = browsers.flatMap((_, owner) => Array.from({ length: random.between(1, 2) }, () => ({ owner })));
  const slowest = random.pick([5, 40, 200, 1500]);
  const world = {
    seed,
    browsers,
    tabs,
    conversations,
    network: { latencyMs: [1, slowest] as const, byteWeight: random.chance(0.15) ? 256 : 1 },
    diskMs: [0, random.pick([0, 0, 3, 30])] as const,
    verbosity: random.chance(0.05) ? 400 : random.between(1, 6),
  };
  return { ...world, steps: makeSteps(world, random.fork('steps')) };
}

function makeSteps(world: Omit<Schedule, 'steps'>, random: Random): Step[] {
  let at = 0;
  const faultiness = random.pick([0, 0.2, 0.4, 0.7]);
  return Array.from({ length: random.between(8, 40) }, () => {
    at += pauseBefore(random);
    return { at, ...(random.chance(faultiness) ? makeFault(world, random) : makeAction(world, random)) };
  });
}

/** Most things happen close to one another, as it is there that they meet. */
function pauseBefore(random: Random): number {
  const kind = random.next();
  if (kind < 0.25) return 0;
  if (kind < 0.6) return random.between(1, 60);
  if (kind < 0.9) return random.between(60, 1500);
  return random.between(1500, 30_000);
}

function makeAction({ tabs, conversations }: Omit<Schedule, 'steps'>, random: Random): Action {
  const tab = random.between(0, tabs.length - 1);
  const own = conversations.flatMap(({ owner }, number) => (owner === tabs[tab]?.browser ? number : []));
  const conversation = random.pick(own);
  const kind = random.next();
  if (kind < 0.4) return { do: 'send', tab, conversation, how: howToSend(random) };
  if (kind < 0.55) return { do: 'stop', tab, conversation };
  if (kind < 0.62) return { do: 'regenerate', tab, conversation };
  if (kind < 0.74) return { do: random.pick(['show', 'show', 'hide', 'earlier', 'retry', 'remove'] as const), tab, conversation };
  if (kind < 0.8) return { do: 'switch', tab, from: conversation, to: random.pick(own) };
  if (kind < 0.92) return { do: random.pick(['enter', 'leave', 'remount', 'reload', 'retryNow'] as const), tab };
  const by = random.pick(['Subscribe', 'Message', 'Regenerate', 'Cancel', 'History', 'noise'] as const);
  return { do: 'intrude', conversation: random.between(0, conversations.length - 1), by };
}

function howToSend(random: Random): Extract<Action, { do: 'send' }>['how'] {
  if (random.chance(0.02)) return 'too long';
  return random.pick(['plainly', 'plainly', 'with reasoning', 'with reasoning', 'as an edit']);
}

function makeFault({ tabs }: Omit<Schedule, 'steps'>, random: Random): Fault {
  const tab = random.between(0, tabs.length - 1);
  const direction = random.pick(['up', 'down'] as const);
  const forMs = random.pick([random.between(10, 300), random.between(300, 5000), random.between(5000, 60_000)]);
  const kinds: (() => Fault)[] = [
    () => ({ fault: 'door', tab, door: random.pick(['refusing', 'silent'] as const), forMs }),
    () => ({ fault: 'cut', tab, code: random.pick(closings), heard: random.pick(['both', 'both', 'client', 'server', 'nobody'] as const) }),
    () => ({ fault: 'cut', tab, code: 1006, heard: 'both' }),
    () => ({ fault: 'swallow', tab, direction }),
    () => ({ fault: 'hold', tab, direction, forMs }),
    () => ({ fault: 'hold', tab, direction: 'down', forMs }),
    () => ({ fault: 'echo', tab }),
    () => ({ fault: 'offline', tab, forMs }),
    () => ({ fault: 'freeze', tab, isAsleep: random.chance(0.5), forMs }),
    () => ({ fault: 'cache', tab, forMs }),
    () => ({ fault: 'clock', tab: random.chance(0.5) ? 'server' : tab, byMs: random.pick([-3_600_000, -5000, 5000, 3_600_000]) }),
    () => ({ fault: 'kill', ...makeKill(random) }),
    () => ({ fault: 'kill', ...makeKill(random) }),
    () => ({ fault: 'restart', downMs: random.between(0, 3000) }),
    () => ({ fault: 'pause', forMs: Math.min(forMs, 20_000) }),
    () => ({ fault: 'disk full', commits: random.between(1, 3) }),
  ];
  return random.pick(kinds)();
}

/** Codes with which a socket may end without anybody being to blame. */
const closings = [1000, 1001, 1006, 1011, 1012, 1013, 4400, 4403, 4409, 4429];

function makeKill(random: Random): Omit<Extract<Fault, { fault: 'kill' }>, 'fault'> {
  const moment = random.pick(['now', 'before begin', 'before commit', 'after commit'] as const);
  return { moment, what: random.chance(0.75) ? 'process' : 'machine', downMs: random.pick([0, random.between(1, 500), random.between(500, 15_000)]) };
}
