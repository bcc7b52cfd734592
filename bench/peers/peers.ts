/**
 * Plays the same faults to react-chat-socket and its peers, and writes down what each lost and doubled: docs/figures.md.
 *
 *     npm run peers -- [--seeds 100] [--seed 1]
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { PeerFigures, PeerOutcomes } from '../../tools/figures/peer-figures.ts';
import { writeFigures } from '../../tools/figures/write-figures.ts';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } });
const libraries = ['ours', 'partysocket', 'react-use-websocket', 'ai-sdk'];

/** In a process of its own, since some of them change what is global. */
async function run(name: string): Promise<PeerOutcomes> {
  const script = new URL('run-library.ts', import.meta.url).pathname;
  const args = [script, name, '--seeds', values.seeds, '--seed', values.seed];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout)) as PeerOutcomes; // as run-library prints it
}

// Two at a time, since a machine that is too busy makes a fault of every message.
const halves = [libraries.slice(0, 2), libraries.slice(2)];
const outcomes: PeerOutcomes[] = [];
for (const half of halves) outcomes.push(...(await Promise.all(half.map(run))));
const figures: PeerFigures = { node: process.version, seed: Number(values.seed), seeds: Number(values.seeds), libraries: outcomes };
console.log(await writeFigures('peers', figures));
