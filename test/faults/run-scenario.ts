import { startBackend } from './backend.ts';
import { judgePlay } from './judge-play.ts';
import { openPlay } from './play.ts';
import { startRig } from './rig.ts';
import { scheduleOf, type Step } from './schedule.ts';
import { watchShown } from './watch-shown.ts';

/** What came of a schedule. */
export interface Outcome {
  readonly schedule: readonly Step[];
  /** What did not hold of the guarantee; nothing if all is well. */
  readonly complaints: readonly string[];
}

/** Plays the schedule of a seed on real sockets, lets everything be good again, and looks at what is left. */
export async function runScenario(seed: number): Promise<Outcome> {
  const schedule = scheduleOf(seed);
  const backend = await startBackend({ env: { DRAIN_MS: '300' } });
  const rig = await startRig(backend, { seed });
  try {
    const play = await openPlay(backend, rig);
    const watches = play.tabs.map((tab) => watchShown(tab));
    await play.perform(schedule);
    await rig.proxy.heal();
    const complaints = await judgePlay(play).catch((error: unknown) => [String(error)]);
    const wasAway = schedule.some(({ act }) => act.type === 'outage' && act.outage.type !== 'freeze');
    const askedAgain = wasAway ? [] : repeated(backend.provider.asked).map((question) => `the provider was asked again: ${question}`);
    return { schedule, complaints: [...complaints, ...askedAgain, ...watches.flatMap((tell) => tell())] };
  } finally {
    await rig.close();
    await backend.close();
  }
}

function repeated(questions: readonly string[]): string[] {
  return questions.filter((question, place) => questions.indexOf(question) !== place);
}
