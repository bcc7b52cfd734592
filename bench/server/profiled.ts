import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

/** Runs it, and where `PROFILE` names a file writes there where the processor's time went. */
export async function profiled(run: () => Promise<void>): Promise<void> {
  const file = process.env['PROFILE'];
  if (file === undefined) return run();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await run();
  const { profile } = await session.post('Profiler.stop');
  writeFileSync(file, JSON.stringify(profile));
}
