import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

/** Enough for all that is counted, so that nothing is collected meanwhile; and code as it is written, which is the same on every machine. */
const flags = ['--min-semi-space-size=256', '--max-semi-space-size=256', '--no-opt', '--expose-gc'];

/** What a token may take from the wire to the store, in bytes: it took 2,650, of which 1,400 are the event of the socket. */
const mostBytes = 3300;
/** Tokens that come in a frame. */
const perCommit = 4;

async function bytesPerTokenBehind(messages: number): Promise<number[]> {
  const script = fileURLToPath(new URL('count-allocations.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [...flags, script, String(messages)]);
  return JSON.parse(stdout).bytesPerToken;
}

it('a token allocates as much in an answer of 40,000 tokens as in one of 5,000', async () => {
  const bytesPerToken = await bytesPerTokenBehind(0);
  const [first = NaN, ...later] = bytesPerToken;
  expect(later).toHaveLength(7);
  for (const bytes of later) expect(Math.abs(bytes / first - 1)).toBeLessThan(0.15);
  expect(first).toBeLessThan(mostBytes);
});

it('a frame copies one reference to each message of a thread, and not more for each token', async () => {
  const messages = 1000;
  const [inShort = NaN] = await bytesPerTokenBehind(0);
  const [inLong = NaN] = await bytesPerTokenBehind(messages);
  expect((inLong - inShort) * perCommit).toBeLessThan(messages * 8 * 1.1);
});
