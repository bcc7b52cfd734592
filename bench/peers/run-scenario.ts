import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Library } from './clients/page.ts';
import { total, type Verdict } from './judge.ts';
import { readLedger } from './ledger.ts';
import { afterwardsMs } from './patience.ts';
import type { Scenario } from './scenarios.ts';
import { startServerProcess } from './server-process.ts';
import { createWorld, type World } from './world.ts';

export interface RunOptions {
  readonly library: Library;
  readonly firstSeed: number;
  /** How many people, each with a seed of their own. */
  readonly seeds: number;
}

/** Over how long the seeds of one scenario begin, in ms; and when the server is killed, after that pages were open for a while. */
const spreadMs = 8000;
const openMs = 2000;
const killAfterMs = 700;
const downMs = 1000;

/** So many at once where all lose the same server in mid-answer, so that it is the end of it that is measured, and not its load. */
const crowd = 20;

/** Plays a scenario with so many seeds, and says what became of all of them together. */
export async function runScenario(scenario: Scenario, { library, firstSeed, seeds }: RunOptions): Promise<Verdict> {
  const size = scenario.isRestart ? crowd : seeds;
  const verdicts: Verdict[] = [];
  for (let first = 0; first < seeds; first += size)
    verdicts.push(...(await runSome(library, scenario, firstSeed + first, Math.min(size, seeds - first))));
  return total(verdicts);
}

async function runSome(library: Library, scenario: Scenario, first: number, count: number): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'peers-'));
  const ledgerFile = join(folder, 'ledger');
  const ledger = readLedger(ledgerFile);
  const server = await startServerProcess(library.server, ledgerFile);
  const killed = Promise.withResolvers<void>();
  const restarted = Promise.withResolvers<void>();

  async function open(seed: number): Promise<World> {
    const world = await createWorld({ seed, browser: library.createBrowser(), server, ledger });
    for (let tab = 0; tab < scenario.tabs; tab += 1) await world.open();
    return world;
  }

  async function play(world: World): Promise<Verdict> {
    if (!scenario.isRestart) await pause(world.random.whole(0, spreadMs));
    await scenario.play(world, { killed: killed.promise, restarted: restarted.promise });
    await pause(afterwardsMs);
    await world.say();
    await world.settle(scenario.limitMs);
    return world.verdict();
  }

  async function restart(): Promise<void> {
    await pause(killAfterMs);
    await server.kill();
    killed.resolve();
    await pause(downMs);
    await server.start();
    restarted.resolve();
  }

  const worlds = await Promise.all(Array.from({ length: count }, (_, place) => open(first + place)));
  await pause(openMs);
  const [verdicts] = await Promise.all([Promise.all(worlds.map(play)), scenario.isRestart ? restart() : undefined]);
  for (const world of worlds) world.close();
  await server.kill();
  ledger.close();
  rmSync(folder, { recursive: true });
  return verdicts;
}
