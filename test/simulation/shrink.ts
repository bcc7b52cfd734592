import type { Schedule, Step } from './schedule.ts';

/** Whether a world still goes wrong in the way that is looked for. */
export type StillFails = (schedule: Schedule) => Promise<boolean>;

/** The smallest world found that still fails: with as few steps as can be, then with as little beside them. */
export async function shrink(schedule: Schedule, stillFails: StillFails): Promise<Schedule> {
  let smallest = await withFewestSteps(schedule, stillFails);
  for (const simpler of simplifications) {
    const next = simpler(smallest);
    if (next !== smallest && (await stillFails(next))) smallest = next;
  }
  return withFewestSteps(smallest, stillFails);
}

/** Leaves out ever smaller pieces of the schedule, for as long as that makes no difference. */
async function withFewestSteps(schedule: Schedule, stillFails: StillFails): Promise<Schedule> {
  let { steps } = schedule;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < steps.length;) {
      const fewer = steps.toSpliced(start, size);
      if (await stillFails({ ...schedule, steps: fewer })) steps = fewer;
      else start += size;
    }
  }
  return { ...schedule, steps };
}

const simplifications: readonly ((schedule: Schedule) => Schedule)[] = [
  (schedule) => ({ ...schedule, network: { latencyMs: [1, 1], byteWeight: schedule.network.byteWeight } }),
  (schedule) => ({ ...schedule, network: { ...schedule.network, byteWeight: 1 } }),
  (schedule) => ({ ...schedule, diskMs: [0, 0] }),
  (schedule) => ({ ...schedule, verbosity: 1 }),
  (schedule) => ({ ...schedule, server: { eventsKeptMs: 900_000, messagesPerSecond: 5 } }),
  (schedule) => ({ ...schedule, tabs: schedule.tabs.map((tab) => ({ ...tab, shows: false })) }),
  (schedule) => ({ ...schedule, browsers: schedule.browsers.map((browser) => ({ ...browser, isDurable: false })) }),
  (schedule) => ({ ...schedule, steps: schedule.steps.map((step, place): Step => ({ ...step, at: place * 1000 })) }),
  withoutUnusedTabs,
];

/** The last tabs, if no step is about them; a browser keeps its place, as conversations are owned by number. */
function withoutUnusedTabs(schedule: Schedule): Schedule {
  const last = Math.max(0, ...schedule.steps.map((step) => ('tab' in step && typeof step.tab === 'number' ? step.tab : 0)));
  return last + 1 === schedule.tabs.length ? schedule : { ...schedule, tabs: schedule.tabs.slice(0, last + 1) };
}
