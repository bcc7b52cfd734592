import { fork } from 'node:child_process';
import { once } from 'node:events';
import { watch, type OpenStream, type Stream } from './open-streams.ts';
import type { Load, Told } from './server-child.ts';

/** A server under test, and how its clients reach it. */
export interface Contender {
  readonly name: string;
  /** From the folder of the benchmark on. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly open: OpenStream;
}

/** What a load has cost. */
export interface Cost {
  /** Processor time of the server for one delta, in microseconds. */
  readonly cpuPerDelta: number;
  /** Bytes on the wire for one delta, all frames around it included. */
  readonly bytesPerDelta: number;
  /** How long deltas were on their way, in microseconds, in ascending order; empty unless they are timed. */
  readonly delays: readonly number[];
}

/** Puts a load on a server in a process of its own. */
export async function runLoad(contender: Contender, load: Load): Promise<Cost> {
  const server = start(contender, load);
  const { port } = await server.told('listening');
  const seen = watch(load.isTimed);
  const done = server.told('done');
  const clients = await openAll(load.streams, () => contender.open(port, seen.onText));
  await server.told('begin');
  const bytesBefore = bytesRead(clients);
  const { cpuMicros } = await done;
  const bytes = bytesRead(clients) - bytesBefore;
  clients.forEach((client) => client.close());
  await server.stop();
  const deltas = load.streams * load.ticks * load.deltasPerTick;
  if (!load.isTimed && seen.length !== deltas * 4) throw new Error(`${contender.name}: ${seen.length} letters came of ${deltas * 4}.`);
  if (load.isTimed && seen.delays.length !== deltas) throw new Error(`${contender.name}: ${seen.delays.length} deltas came of ${deltas}.`);
  return { cpuPerDelta: cpuMicros / deltas, bytesPerDelta: bytes / deltas, delays: seen.delays.toSorted((a, b) => a - b) };
}

/** Bytes of memory that one idle connection costs a server. */
export async function memoryPerConnection(contender: Contender, connections: number): Promise<number> {
  const server = start(contender, { streams: Infinity, ticks: 0, deltasPerTick: 0, tickMs: 0, spreadMs: 0, isTimed: false });
  const { port } = await server.told('listening');
  const warm = await openAll(200, () => contender.open(port, () => {}));
  const before = await server.memory();
  const clients = await openAll(connections, () => contender.open(port, () => {}));
  const after = await server.memory();
  [...warm, ...clients].forEach((client) => client.close());
  await server.stop();
  return (after - before) / connections;
}

function start({ script, args = [] }: Contender, load: Load) {
  const child = fork(new URL(`../${script}`, import.meta.url), [JSON.stringify(load), ...args], { execArgv: ['--expose-gc'] });
  process.once('exit', () => child.kill('SIGKILL'));

  function told<Type extends Told['type']>(type: Type): Promise<Extract<Told, { type: Type }>> {
    return new Promise((resolve, reject) => {
      child.on('message', (message: Told) => {
        if (message.type === type) resolve(message as Extract<Told, { type: Type }>); // by its type
      });
      child.once('exit', (code) => reject(new Error(`${script} ended with ${code}.`)));
    });
  }

  return {
    told,
    async memory(): Promise<number> {
      const answer = told('memory');
      child.send('memory');
      return (await answer).bytes;
    },
    async stop(): Promise<void> {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** A few at a time, as no server likes a thousand handshakes at once. */
async function openAll(count: number, open: () => Promise<Stream>): Promise<Stream[]> {
  const streams: Stream[] = [];
  while (streams.length < count) streams.push(...(await Promise.all(Array.from({ length: Math.min(20, count - streams.length) }, open))));
  return streams;
}

function bytesRead(clients: readonly Stream[]): number {
  return clients.reduce((sum, client) => sum + client.bytesRead(), 0);
}
