import { causeFault, heal } from './cause-fault.ts';
import { allInvariants } from './invariants/index.ts';
import type { CreateInvariant, Violation } from './invariant.ts';
import { performAction } from './perform-action.ts';
import type { Schedule, Step } from './schedule.ts';
import { decideAll, lookAgain, tidyUp, unsettled } from './settle.ts';
import type { Tab } from './tab.ts';
import { bringWitnesses, readBack } from './witness.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** What became of a world. */
export interface Outcome {
  readonly violation: Violation | undefined;
  /** Frames sent, events stored, and steps. */
  readonly events: number;
  /** How long it took to catch up once nothing went wrong any more, in milliseconds. */
  readonly settledMs: number;
}

export type RunOptions = Omit<WorldOptions, 'schedule' | 'invariants'> & { readonly invariants?: readonly CreateInvariant[] };

/**
 * How long everything may take to catch up on a good network from the last answer that ended, in milliseconds: to notice a dead socket, to wait for
 * a retry, and for a turn with its tools and trips. Where bytes weigh, a reader is closed for being slow again and again.
 */
function patienceMs({ schedule: { network } }: World): number {
  return (network.byteWeight > 1 ? 300_000 : 120_000) + 60 * network.latencyMs[1];
}
/** How often it is looked whether it has, in milliseconds. */
const lookMs = 250;
/** Of how many looks one makes people look again where they found nothing. */
const looksAgain = 20;
/** How long everything has to stay as it is, in milliseconds: something may still be under way. */
const restMs = 5000;
/** How long what was given back takes to be gone, in milliseconds. */
const partingMs = 5000;

/** Lets a world happen, from its first step to its end or to the first thing that does not hold. */
export async function runWorld(schedule: Schedule, { invariants = allInvariants, ...options }: RunOptions = {}): Promise<Outcome> {
  const world = await createWorld({ ...options, schedule, invariants });
  try {
    await happen(world);
    const settledMs = await calmDown(world);
    await end(world);
    return { violation: world.violation(), events: world.events() + schedule.steps.length, settledMs };
  } finally {
    world.server.kill('machine');
    world.server.bury();
    await turn();
    world.disk.close();
  }
}

async function happen(world: World): Promise<void> {
  world.server.start();
  for (const [number, tab] of world.tabs.entries()) open(world, number, tab);
  for (const step of world.schedule.steps) {
    await runUntil(world, step.at);
    perform(world, step);
  }
}

/** Resolves, with how long that took in milliseconds, when everything has caught up; those who come late are let in then, and all is judged. */
async function calmDown(world: World): Promise<number> {
  heal(world);
  const healedAt = world.clock.now();
  await settle(world);
  const settledMs = world.clock.now() - healedAt - restMs;
  bringWitnesses(world);
  await settle(world);
  if (!world.violation()) for (const invariant of world.invariants) invariant.atRest?.();
  return settledMs;
}

function open({ schedule, conversationIds }: World, number: number, tab: Tab): void {
  const setup = schedule.tabs[number];
  for (const [place, { owner }] of schedule.conversations.entries()) {
    if (setup?.shows && owner === setup.browser) tab.show(conversationIds[place] ?? '');
  }
  if (setup?.showsList) tab.showList();
  tab.enter();
}

function perform(world: World, step: Step): void {
  world.trace(() => JSON.stringify(step));
  if ('do' in step) performAction(world, step);
  else causeFault(world, step);
}

/** Lets everything happen that is due by then, each thing with all that follows from it at once. */
async function runUntil(world: World, time: number): Promise<void> {
  await turn();
  while (!world.violation() && world.clock.step(time)) await turn();
}

/** Resolves when all promises that can settle have. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Resolves when everything has caught up, and stayed so. */
async function settle(world: World): Promise<void> {
  const { clock } = world;
  const limitMs = patienceMs(world);
  let last = { ended: endedAnswers(world), at: clock.now() };
  let restingSince: number | undefined;
  for (let looks = 0; restingSince === undefined || clock.now() - restingSince < restMs; looks += 1) {
    const ended = endedAnswers(world);
    if (ended > last.ended) last = { ended, at: clock.now() };
    if (clock.now() - last.at > limitMs) world.fail('I14', `after ${limitMs} ms of good network ${unsettled(world)}`);
    if (world.violation()) return;
    tidyUp(world);
    decideAll(world);
    readBack(world);
    if (looks % looksAgain === 0) lookAgain(world);
    await runUntil(world, clock.now() + lookMs);
    restingSince = unsettled(world) === undefined ? (restingSince ?? clock.now()) : undefined;
  }
}

/** Turns wait one behind another, so many of them take long, and none is stuck as long as answers end. */
function endedAnswers({ truth }: World): number {
  return truth.conversationIds().reduce((sum, id) => sum + truth.log(id).filter(({ type }) => type === 'Complete').length, 0);
}

/** Resolves when everybody has gone. What somebody wanted of a list, and is not answered yet, still holds the connection. */
async function part(world: World): Promise<void> {
  const deadline = world.clock.now() + patienceMs(world);
  const isHere = (tab: Tab) => tab.page().client.connection().status !== 'idle';
  do await runUntil(world, world.clock.now() + partingMs);
  while (world.tabs.some(isHere) && world.clock.now() < deadline);
}

async function end(world: World): Promise<void> {
  if (world.violation()) return;
  for (const tab of world.tabs) {
    for (const id of tab.shown) tab.hide(id);
    tab.hideList();
    tab.leave();
  }
  await part(world);
  let forgotten: number | undefined;
  void world.server.stop().then((timers) => (forgotten = timers));
  await runUntil(world, world.clock.now() + partingMs);
  if (forgotten !== 0) world.fail('I10', forgotten === undefined ? 'the server does not stop' : `the server left ${forgotten} timers`);
  for (const invariant of world.invariants) invariant.atEnd?.();
  await runUntil(world, world.clock.now() + partingMs);
}
