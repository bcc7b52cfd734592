import { subprotocols } from '../../src/protocol/index.ts';
import { createRandom, type Random } from './random.ts';
import type { Action, Fault, Schedule, Step } from './schedule.ts';

type Setting = Omit<Schedule, 'steps'>;

/** The world of a seed. */
export function makeSchedule(seed: string): Schedule {
  const random = createRandom(seed);
  const setting = makeSetting(seed, random.fork('setting'));
  return { ...setting, steps: makeSteps(setting, random.fork('steps')) };
}

function makeSetting(seed: string, random: Random): Setting {
  const browsers = several(random, 1, 2, () => ({ hasCookies: random.chance(0.8), isDurable: random.chance(0.4) }));
  const conversations = browsers.flatMap((_, owner) => several(random, 1, 2, () => ({ owner })));
  const tabs = browsers.flatMap(({ hasCookies }, browser) =>
    several(random, 1, hasCookies ? 3 : 1, () => ({ browser, shows: random.chance(0.7), showsList: random.chance(0.4) })),
  );
  return {
    seed,
    browsers,
    tabs,
    conversations,
    network: { latencyMs: [1, random.pick([5, 40, 200, 1500])], byteWeight: random.chance(0.15) ? 256 : 1 },
    diskMs: [0, random.pick([0, 0, 3, 30])],
    server: { eventsKeptMs: random.pick([900_000, 900_000, 2000]), messagesPerSecond: random.pick([5, 5, 0.5]) },
    verbosity: random.chance(0.04) ? 2000 : random.between(1, 6),
    eagerness: random.pick([0, 0, 0.4]),
    subprotocol: random.pick(subprotocols),
  };
}

function several<Item>(random: Random, least: number, most: number, make: () => Item): Item[] {
  return Array.from({ length: random.between(least, most) }, make);
}

function makeSteps(setting: Setting, random: Random): Step[] {
  let at = 0;
  let conversation = 0;
  let last: Action | undefined;
  const faultiness = random.pick([0, 0.2, 0.4, 0.7]);
  return several(random, 8, 40, () => {
    at += pauseBefore(random);
    // What belongs together is often done one after another.
    if (random.chance(0.4)) conversation = random.between(0, setting.conversations.length - 1);
    if (random.chance(faultiness)) return { at, ...makeFault(setting, random) };
    last = whatFollows(last, random) ?? makeAction(setting, conversation, random);
    return { at, ...last };
  });
}

/** Who has just sent something often goes on in that tab, before the answer has ended. */
function whatFollows(last: Action | undefined, random: Random): Action | undefined {
  if (last?.do !== 'send' || !random.chance(0.4)) return undefined;
  const kind = random.pick(['send', 'send', 'send now', 'stop'] as const);
  const there = { tab: last.tab, conversation: last.conversation };
  return kind === 'send' ? { do: kind, ...there, how: howToSend(random) } : { do: kind, ...there };
}

/** Most things happen close to one another, as it is there that they meet. */
function pauseBefore(random: Random): number {
  const kind = random.next();
  if (kind < 0.25) return 0;
  if (kind < 0.6) return random.between(1, 60);
  if (kind < 0.9) return random.between(60, 1500);
  return random.between(1500, 30_000);
}

function makeAction({ tabs, conversations }: Setting, conversation: number, random: Random): Action {
  const owner = conversations[conversation]?.owner;
  const tab = random.pick(tabs.flatMap(({ browser }, number) => (browser === owner ? number : [])));
  const kind = random.next();
  if (kind < 0.36) return { do: 'send', tab, conversation, how: howToSend(random) };
  if (kind < 0.41) return { do: 'send now', tab, conversation };
  if (kind < 0.46) return { do: 'stop', tab, conversation };
  if (kind < 0.5) return { do: random.pick(['approve', 'approve', 'decline'] as const), tab, conversation };
  if (kind < 0.55) return { do: 'regenerate', tab, conversation };
  if (kind < 0.58) return { do: random.pick(['rename', 'rename', 'restore'] as const), tab, conversation };
  if (kind < 0.63) return { do: 'delete', tab, conversation, ...(random.chance(0.7) ? { undoneAfterMs: random.between(0, 3000) } : {}) };
  if (kind < 0.74) return { do: random.pick(['show', 'show', 'hide', 'earlier', 'retry', 'remove'] as const), tab, conversation };
  if (kind < 0.8) return { do: 'switch', tab, from: conversation, to: random.pick(ownedBy(owner, conversations)) };
  if (kind < 0.92) return { do: random.pick(inTab), tab };
  return { do: 'intrude', conversation, by: random.pick(intrusions) };
}

function ownedBy(browser: number | undefined, conversations: Schedule['conversations']): number[] {
  return conversations.flatMap(({ owner }, number) => (owner === browser ? number : []));
}

function howToSend(random: Random): Extract<Action, { do: 'send' }>['how'] {
  if (random.chance(0.02)) return 'too long';
  return random.pick(['plainly', 'plainly', 'with reasoning', 'with reasoning', 'as an edit']);
}

function makeFault({ tabs }: Setting, random: Random): Fault {
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
    () => makeKill(random),
    () => makeKill(random),
    () => ({ fault: 'restart', downMs: random.between(0, 3000) }),
    () => ({ fault: 'pause', forMs: Math.min(forMs, 20_000) }),
    () => ({ fault: 'disk full', commits: random.between(1, 3) }),
  ];
  return random.pick(kinds)();
}

const inTab = ['enter', 'leave', 'remount', 'reload', 'retryNow', 'show list', 'hide list'] as const;
const intrusions = ['Subscribe', 'Message', 'Regenerate', 'Cancel', 'History', 'Approve', 'Rename', 'Delete', 'Restore', 'noise'] as const;

/** Codes with which a socket may end without a message being to blame. */
const closings = [1000, 1001, 1006, 1011, 1012, 1013, 4400, 4403, 4409, 4429];

function makeKill(random: Random): Fault {
  const moment = random.pick(['now', 'before begin', 'before commit', 'after commit'] as const);
  const downMs = random.pick([0, random.between(1, 500), random.between(500, 15_000)]);
  return { fault: 'kill', moment, what: random.chance(0.75) ? 'process' : 'machine', downMs };
}
