import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('count-allocations.ts', import.meta.url));

/** Enough for all that is counted, so that nothing is collected meanwhile; and code as it is written, which is the same on every machine. */
const flags = ['--min-semi-space-size=256', '--max-semi-space-size=256', '--no-opt', '--expose-gc'];

/** What a token may take from the model to the socket where a hundred share a transaction, in bytes: it took 3,910. */
const mostBytes = 5800;

/** The most messages of a conversation that the server holds, that in the making included, and what a reference to one takes, in bytes. */
const [heldMessages, referenceBytes] = [400, 8];

interface Scene {
  /** How many are in the making, and get one token each in a tick. */
  readonly answers: number;
  readonly earlierMessages: number;
  readonly earlierTokens: number;
}

/** How many bytes a token takes, each of which is a frame of its own. */
async function bytesPerToken({ answers, earlierMessages, earlierTokens }: Scene): Promise<number> {
  const { stdout } = await run(process.execPath, [...flags, script, `${answers}`, `${earlierMessages}`, `${earlierTokens}`]);
  const counted: { bytesPerToken: number; framesPerToken: number } = JSON.parse(stdout);
  expect(counted.framesPerToken).toBe(1);
  expect(counted.bytesPerToken).toBeGreaterThan(1000);
  return counted.bytesPerToken;
}

it('a token of a hundred answers keeps to its budget of bytes from the model to the socket', async () => {
  expect(await bytesPerToken({ answers: 100, earlierMessages: 1, earlierTokens: 0 })).toBeLessThan(mostBytes);
});

it('a token allocates as much on the server in an answer of 20,000 tokens as in one of 2,000', async () => {
  const short = await bytesPerToken({ answers: 10, earlierMessages: 1, earlierTokens: 2000 });
  const long = await bytesPerToken({ answers: 10, earlierMessages: 1, earlierTokens: 20_000 });
  expect(long / short).toBeLessThan(1.25);
});

it('a token allocates a reference more for each message before it that is held, and nothing else', async () => {
  const first = await bytesPerToken({ answers: 10, earlierMessages: 1, earlierTokens: 0 });
  for (const earlierMessages of [200, 399, 1000]) {
    const bytes = await bytesPerToken({ answers: 10, earlierMessages, earlierTokens: 0 });
    expect(bytes - first).toBeLessThan(1.25 * referenceBytes * Math.min(earlierMessages, heldMessages));
  }
});
