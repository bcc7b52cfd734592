/**
 * Serves a recorded answer as a model provider would, so that the whole way to the browser can be tried without a network:
 *
 *     node tools/replay-recording.ts FILE [--port 9000] [--seed 1] [--pause 0]
 *     GROQ_BASE_URL=http://127.0.0.1:9000/openai/v1 npm run dev
 *
 * FILE holds one chunk of a chat completion a line, as JSON. The stream is cut at bytes that the seed decides; `--pause` is the number
 * of milliseconds between two cuts.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { eventStream, startLoopbackModel } from '../test/support/loopback-model.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '9000' },
    seed: { type: 'string', default: '1' },
    pause: { type: 'string', default: '0' },
  },
});
const [file] = positionals;
if (file === undefined) {
  console.error('expected the recording: node tools/replay-recording.ts FILE [--port 9000] [--seed 1] [--pause 0]');
  process.exit(2);
}

const lines = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '');
const chunks = lines.map((line): unknown => JSON.parse(line));
const cutAt = randomCuts(eventStream(chunks).length, Number(values.seed));
const loopback = await startLoopbackModel({ chunks, cutAt, pauseMs: Number(values.pause) }, Number(values.port));
console.log(`replaying ${chunks.length} chunks in ${cutAt.length + 1} pieces on ${loopback.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void loopback.close());

/** Cuts 1 to 499 bytes apart, the same for the same seed. */
function randomCuts(length: number, seed: number): number[] {
  const cuts: number[] = [];
  let state = seed;
  for (let at = 0; at < length;) {
    state = (state * 48_271 + 1) % 2_147_483_647;
    at += 1 + (state % 499);
    cuts.push(at);
  }
  return cuts;
}
