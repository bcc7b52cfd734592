import type { Violation } from './invariant.ts';
import { runWorld, type RunOptions } from './run-world.ts';
import type { Schedule } from './schedule.ts';
import { shrink } from './shrink.ts';

/** How many lines of the trace of a failing world are shown: of its end, where it failed. */
const traceLines = 60;
/** The longest line that is shown. */
const lineLength = 300;

/** A failing world as people can work with it: what does not hold, the smallest world found in which it does not, and what happened there. */
export async function report(schedule: Schedule, violation: Violation, options: RunOptions = {}): Promise<string> {
  const kind = kindOf(violation);
  const smallest = await shrink(schedule, async (smaller) => kindOf((await runWorld(smaller, options)).violation) === kind);
  const trace: string[] = [];
  const { violation: found = violation } = await runWorld(smallest, { ...options, onTrace: (line) => trace.push(line) });
  const { steps, ...setting } = smallest;
  return [
    `seed ${schedule.seed} breaks ${found.invariant}: ${found.what}`,
    `The smallest world found has ${steps.length} of its ${schedule.steps.length} steps:`,
    JSON.stringify(setting),
    ...steps.map((step) => JSON.stringify(step)),
    'What happened at its end:',
    ...trace.slice(-traceLines),
  ]
    .map((line) => (line.length > lineLength ? `${line.slice(0, lineLength)}…` : line))
    .join('\n');
}

/** What is wrong, apart from whom and how much of it. */
function kindOf(violation: Violation | undefined): string | undefined {
  if (!violation) return undefined;
  const what = violation.what.replaceAll(/"[^"]*"|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|\d+/g, '…').slice(0, 120);
  return `${violation.invariant} ${what}`;
}
