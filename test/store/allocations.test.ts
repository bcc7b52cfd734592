import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

/** Enough for all that is counted, so that nothing is collected meanwhile; and code as it is written, which is the same on every machine. */
const flags = ['--min-semi-space-size=256', '--max-semi-space-size=256', '--no-opt'];

/** What a token may take from the wire to the store, in bytes: it took 3,350, of which 1,400 are the event of the socket. */
const mostBytes = 4000;

it('a token allocates as much in an answer of 40,000 tokens as in one of 5,000', async () => {
  const script = fileURLToPath(new URL('count-allocations.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [...flags, script]);
  const { bytesPerToken }: { bytesPerToken: number[] } = JSON.parse(stdout);
  const [first = NaN, ...later] = bytesPerToken;
  expect(later).toHaveLength(7);
  for (const bytes of later) expect(Math.abs(bytes / first - 1)).toBeLessThan(0.15);
  expect(first).toBeLessThan(mostBytes);
});
