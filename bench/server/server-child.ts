import { profiled } from './profiled.ts';

/** What a server under load has to carry. It runs in a process of its own, so that its processor time is its own. */
export interface Load {
  /** How many streams are awaited before the first delta. */
  readonly streams: number;
  /** How often every stream is written to before anything is measured, so that all code is compiled. */
  readonly warmUp: number;
  /** How often every stream is written to. */
  readonly ticks: number;
  /** Deltas that the provider hands a stream at once. */
  readonly deltasPerTick: number;
  /** Between two ticks, in milliseconds. */
  readonly tickMs: number;
  /** Between the first and the last stream of a tick, in milliseconds: 0 writes to all of them at once. */
  readonly spreadMs: number;
  /** Whether a delta is the time at which it was made, in microseconds, rather than a word of four letters. */
  readonly isTimed: boolean;
}

/** What a server is told: to write what warms it up, or what counts; to say what it has cost since the last time; to say how large it is. */
export type Order = 'warm up' | 'write' | 'cost' | 'memory';

/** What a server tells. */
export type Told =
  | { readonly type: 'listening'; readonly port: number }
  /** All streams are there. */
  | { readonly type: 'ready' }
  /** All deltas have been handed over. */
  | { readonly type: 'written' }
  /** Processor time of all its threads, in microseconds. */
  | { readonly type: 'cost'; readonly cpuMicros: number }
  /** Bytes of the whole process, once what is garbage was collected. */
  | { readonly type: 'memory'; readonly bytes: number };

/** One stream of deltas, as the server under test carries it. */
export type Write = (delta: string) => void;

/** The side of a server process. */
export interface Child {
  listening(port: number): void;
  /** A stream is ready to be written to. */
  stream(write: Write): void;
}

/** Reads the load from the command line, and writes it to the streams when it is told to. */
export function startChild(): Child {
  const load: Load = JSON.parse(process.argv[2] ?? '');
  const streams: Write[] = [];
  let costBefore = process.cpuUsage();

  const orders: Record<Order, () => void> = {
    'warm up': () => void write(load.warmUp, 'word').then(() => tell({ type: 'written' })),
    write: () => void profiled(() => write(load.ticks, load.isTimed ? undefined : 'word')).then(() => tell({ type: 'written' })),
    cost() {
      const { user, system } = process.cpuUsage(costBefore);
      costBefore = process.cpuUsage();
      tell({ type: 'cost', cpuMicros: user + system });
    },
    memory() {
      // The kind that also gives the memory back.
      globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
      tell({ type: 'memory', bytes: process.memoryUsage().rss });
    },
  };
  process.on('message', (order: Order) => orders[order]());
  process.on('disconnect', () => process.exit(0));

  /** Writes a word, or the time, to all streams so many times. */
  async function write(ticks: number, word: string | undefined): Promise<void> {
    const start = performance.now();
    for (let tick = 0; tick < ticks; tick += 1) {
      // A server that is late would be handed two ticks at once, and could merge what the others may not: it commits in the turn after.
      for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await until(start + tick * load.tickMs);
      for (const [place, stream] of streams.entries()) {
        if (load.spreadMs > 0) await until(start + tick * load.tickMs + (place / streams.length) * load.spreadMs);
        for (let delta = 0; delta < load.deltasPerTick; delta += 1) stream(word ?? `${nowMicros()} `);
      }
    }
  }

  return {
    listening: (port) => tell({ type: 'listening', port }),
    stream(stream) {
      streams.push(stream);
      if (streams.length === load.streams) tell({ type: 'ready' });
    },
  };
}

/** One clock for all processes of the machine. */
export function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

function tell(told: Told): void {
  process.send?.(told);
}

/** At once if that time, in milliseconds of `performance.now()`, is past. */
async function until(time: number): Promise<void> {
  const left = time - performance.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}
