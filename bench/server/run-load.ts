import { fork } from 'node:child_process';
import { once } from 'node:events';
import { watch, type OpenStream, type Stream } from './open-streams.ts';
import type { Load, Order, Told } from './server-child.ts';

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

/** Puts a load on a server in a process of its own: first what warms it up, then, once all of that has come, what is measured. */
export async function runLoad(contender: Contender, load: Load): Promise<Cost> {
  const server = start(contender, load);
  const { port } = await server.told('listening');
  const seen = watch();
  const ready = server.told('ready');
  const clients = await openAll(load.streams, () => contender.open(port, seen.onText));
  await ready;

  await server.ask('warm up', 'written');
  await seen.until(load.streams * load.warmUp * load.deltasPerTick);
  await server.ask('cost', 'cost');
  seen.startAnew(load.isTimed);
  const bytesBefore = bytesRead(clients);

  const deltas = load.streams * load.ticks * load.deltasPerTick;
  await server.ask('write', 'written');
  await seen.until(deltas);
  const { cpuMicros } = await server.ask('cost', 'cost');
  const bytes = bytesRead(clients) - bytesBefore;
  clients.forEach((client) => client.close());
  await server.stop();
  return { cpuPerDelta: cpuMicros / deltas, bytesPerDelta: bytes / deltas, delays: seen.delays.toSorted((a, b) => a - b) };
}

/** Bytes of memory that one idle connection costs a server. */
export async function memoryPerConnection(contender: Contender, connections: number): Promise<number> {
  const server = start(contender, { streams: 0, warmUp: 0, ticks: 0, deltasPerTick: 0, tickMs: 0, spreadMs: 0, isTimed: false });
  const { port } = await server.told('listening');
  const warm = await openAll(200, () => contender.open(port, () => {}));
  const { bytes: before } = await server.ask('memory', 'memory');
  const clients = await openAll(connections, () => contender.open(port, () => {}));
  const { bytes: after } = await server.ask('memory', 'memory');
  [...warm, ...clients].forEach((client) => client.close());
  await server.stop();
  return (after - before) / connections;
}

function start({ script, args = [] }: Contender, load: Load) {
  const child = fork(new URL(`../${script}`, import.meta.url), [JSON.stringify(load), ...args], { execArgv: ['--expose-gc'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  function told<Type extends Told['type']>(type: Type): Promise<Extract<Told, { type: Type }>> {
    return new Promise((resolve, reject) => {
      const onExit = () => reject(new Error(`${script} ended.`));
      const onMessage = (message: Told) => {
        if (message.type !== type) return;
        child.off('message', onMessage).off('exit', onExit);
        resolve(message as Extract<Told, { type: Type }>); // by its type
      };
      child.on('message', onMessage).on('exit', onExit);
    });
  }

  return {
    told,
    ask<Type extends Told['type']>(order: Order, type: Type) {
      const answer = told(type);
      child.send(order);
      return answer;
    },
    async stop(): Promise<void> {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
      process.off('exit', kill);
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
