import { profiled } from './profiled.ts';

/** What a server under load is told, and what it tells: it runs in a process of its own, so that its processor time is its own. */
export interface Load {
  /** How many streams are awaited before the first delta. */
  readonly streams: number;
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

/** What a server says of itself. */
export type Told =
  | { readonly type: 'listening'; readonly port: number }
  /** All streams are there, and quiet. */
  | { readonly type: 'begin' }
  /** Processor time of all its threads, in microseconds, from the first delta to the last. */
  | { readonly type: 'done'; readonly cpuMicros: number }
  /** Bytes of the whole process, once what is garbage was collected. */
  | { readonly type: 'memory'; readonly bytes: number };

/** One stream of deltas, as the server under test carries it. */
export type Write = (delta: string) => void;

/** The side of a server process. */
export interface Child {
  readonly load: Load;
  listening(port: number): void;
  /** A stream is ready to be written to; resolves when it is to end. */
  stream(write: Write): Promise<void>;
}

/** Reads the load from the command line, and writes it to the streams once all of them are there. */
export function startChild(): Child {
  const load: Load = JSON.parse(process.argv[2] ?? '');
  const streams: { write: Write; end: () => void }[] = [];
  process.on('message', (word) => {
    if (word !== 'memory') return;
    globalThis.gc?.();
    tell({ type: 'memory', bytes: process.memoryUsage().rss });
  });
  process.on('disconnect', () => process.exit(0));

  async function run(): Promise<void> {
    tell({ type: 'begin' });
    await until(performance.now() + 200);
    const before = process.cpuUsage();
    const start = performance.now();
    for (let tick = 0; tick < load.ticks; tick += 1) {
      for (const [place, { write }] of streams.entries()) {
        await until(start + tick * load.tickMs + (place / streams.length) * load.spreadMs);
        for (let delta = 0; delta < load.deltasPerTick; delta += 1) write(load.isTimed ? `${nowMicros()} ` : 'word');
      }
    }
    // What is still on its way belongs to the last delta.
    await until(start + load.ticks * load.tickMs + 200);
    const { user, system } = process.cpuUsage(before);
    tell({ type: 'done', cpuMicros: user + system });
    for (const { end } of streams) end();
  }

  return {
    load,
    listening: (port) => tell({ type: 'listening', port }),
    stream(write) {
      return new Promise((end) => {
        streams.push({ write, end });
        if (streams.length === load.streams) void until(performance.now() + 500).then(() => profiled(run));
      });
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
