import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { createFrameScanner } from './frame-scanner.ts';
import type { ChangingLine, Tear } from './line.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What a pipe needs. */
export interface PipeOptions {
  readonly from: Socket;
  readonly to: Socket;
  readonly line: ChangingLine;
  readonly random: SeededRandom;
  /** Ends every wait. */
  readonly signal: AbortSignal;
  /** The line tore at the place where it was to. */
  readonly onCut: (tear: Tear) => void;
}

/** So much is taken in before the sender is made to wait, in bytes. */
const maxQueued = 64 * 1024;
/** How long bytes are gathered, in milliseconds. */
const gatherMs = 40;
/** How many pieces a second a narrow line lets through. */
const piecesPerSecond = 20;

/** Carries the bytes of one way, and does to them what its line says at the moment when they are due. */
export function createPipe({ from, to, line, random, signal, onCut }: PipeOptions): void {
  const scanner = createFrameScanner();
  let passed = 0;
  let queued = 0;
  let isLost = false;
  let last: Promise<void> = Promise.resolve();

  /** What is to happen once everything before it has. A wait that was ended, or a socket that is gone, ends it too. */
  function then(act: () => Promise<void> | void): void {
    last = last.then(act).catch(() => undefined);
  }

  /** The bytes up to where the line fails, and how it tears there. */
  function pass(chunk: Buffer): { bytes: Buffer; tear?: Tear } {
    const { cut, closeFrames } = line.now();
    for (const [place, byte] of chunk.entries()) {
      const gap = scanner.next(byte);
      const bytes = chunk.subarray(0, place);
      if (cut && passed >= cut.afterBytes && (cut.in === 'any' || cut.in === gap)) return { bytes, tear: cut.tear };
      if (closeFrames === 'lost' && gap === 'frame' && scanner.isClose()) {
        isLost = true;
        return { bytes };
      }
      passed += 1;
    }
    return { bytes: chunk };
  }

  async function write(bytes: Buffer): Promise<void> {
    const { bytesPerSecond, writes } = line.now();
    if (writes === 'bytes') return writeSlowly(bytes, 1, nextTurn);
    if (bytesPerSecond < Infinity) {
      const piece = Math.ceil(bytesPerSecond / piecesPerSecond);
      return writeSlowly(bytes, piece, () => pause((piece / bytesPerSecond) * 1000, undefined, { signal }));
    }
    if (writes === 'gathered') {
      to.cork();
      void pause(gatherMs, undefined, { signal })
        .catch(() => undefined)
        .then(() => to.uncork());
    }
    if (!to.write(bytes)) await once(to, 'drain', { signal });
  }

  async function writeSlowly(bytes: Buffer, size: number, rest: () => Promise<unknown>): Promise<void> {
    for (let start = 0; start < bytes.length; start += size) {
      to.write(bytes.subarray(start, start + size));
      await rest();
    }
  }

  async function deliver(chunk: Buffer, dueAt: number): Promise<void> {
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await pause(waitMs, undefined, { signal });
    await line.flowing();
    if (line.now().flow === 'lost') isLost = true;
    if (isLost || signal.aborted) return;
    const { bytes, tear } = pass(chunk);
    if (bytes.length > 0) await write(bytes);
    if (tear) onCut(tear);
  }

  from.on('data', (chunk: Buffer) => {
    const { delayMs, jitterMs } = line.now();
    const dueAt = performance.now() + delayMs + random.next() * jitterMs;
    queued += chunk.length;
    if (queued > maxQueued) from.pause();
    then(() => deliver(chunk, dueAt));
    then(() => {
      queued -= chunk.length;
      if (queued <= maxQueued) from.resume();
    });
  });
  from.on('end', () => then(() => whenTold(() => to.end())));
  from.on('close', (hadError) => hadError && then(() => whenTold(() => to.resetAndDestroy())));

  /** The end of one side reaches the other as its bytes do. */
  async function whenTold(tell: () => void): Promise<void> {
    await line.flowing();
    if (!isLost && !signal.aborted && line.now().flow !== 'lost') tell();
  }
}
