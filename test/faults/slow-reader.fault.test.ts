import { describe, expect, it, onTestFinished } from 'vitest';
import { openSlowReaderScene, type SlowReaderScene } from './slow-reader.ts';

const bound = 512 * 1024;

async function openScene(): Promise<SlowReaderScene> {
  const scene = await openSlowReaderScene();
  onTestFinished(() => scene.close());
  return scene;
}

const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);

describe('a reader that takes no byte', () => {
  it('D24, I11: costs the server no more than its bound, is closed with 4409, and stalls nobody', { timeout: 60_000 }, async () => {
    const { slow, reader, write, finish, largestBuffer } = await openScene();

    for (let n = 0; n < 2000; n += 1) await write(8000);
    await finish();
    slow.socket.resume();

    expect(await slow.closed).toBe(4409);
    expect(largestBuffer()).toBeGreaterThan(0);
    expect(largestBuffer()).toBeLessThan(bound);
    expect(sum(reader.pieces)).toBe(2000 * 8000);
  });

  it('is caught up by merged updates, once it reads in time', { timeout: 60_000 }, async () => {
    const { slow, reader, write, finish, bufferedBytes } = await openScene();

    while (bufferedBytes() === 0) await write(8000);
    for (let n = 0; n < 200; n += 1) await write(1000);
    await finish();
    const caughtUp = slow.next('Complete');
    slow.socket.resume();
    await caughtUp;

    expect(sum(slow.pieces)).toBe(sum(reader.pieces));
    expect(slow.pieces.length).toBeLessThan(reader.pieces.length - 50);
  });
});
