/**
 * Runs all scenarios with one library and prints what became of it, as JSON.
 *
 *     node run-library.ts NAME [--seeds 100] [--seed 1] [--only TEXT]
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { Library } from './clients/page.ts';
import { runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' }, only: { type: 'string', default: '' } },
});
const [name = ''] = positionals;
const { library } = (await import(`./clients/${name}.ts`)) as { library: Library }; // each file there exports one
const firstSeed = Number(values.seed);
const seeds = Number(values.seeds);

const outcomes = [];
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
for (const scenario of scenarios.filter(({ name }) => name.includes(values.only))) {
  const isMeant = scenario.tabs === 1 || library.isShared;
  const verdict = isMeant ? await runScenario(scenario, { library, firstSeed, seeds }) : undefined;
  outcomes.push({ scenario: scenario.name, ...(verdict ? { verdict } : {}) });
  console.error(`${library.name}: ${scenario.name}: ${verdict ? JSON.stringify(verdict) : 'not claimed'}`);
  // A machine that is too busy makes a fault of every message: then the figures are worth nothing.
  console.error(
    `  this process was held up for at most ${Math.round(delay.max / 1e6)} ms, 1 % of the time for ${Math.round(delay.percentile(99) / 1e6)} ms`,
  );
  delay.reset();
}
const { server: _server, createBrowser: _createBrowser, ...about } = library;
// Some libraries leave timers behind.
process.stdout.write(JSON.stringify({ ...about, outcomes }), () => process.exit(0));
