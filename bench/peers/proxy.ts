import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { splitFrames } from './split-frames.ts';

/** A way through loopback to a server, and what can go wrong on it. */
export interface Proxy {
  readonly port: number;
  /** Lets nobody in any more. */
  refuse(): void;
  /** Lets everybody in again. */
  accept(): Promise<void>;
  /** Ends the connections that are there, without a close frame. */
  drop(): void;
  /** From now on the connections that are there carry nothing, and stay open. */
  swallow(): void;
  /** Delivers the last text frames of the server once more. */
  repeat(frames: number): void;
  close(): void;
}

interface Carried {
  readonly client: Socket;
  readonly server: Socket;
  readonly delivered: Buffer[];
  isSwallowing: boolean;
}

const host = '127.0.0.1';
const kept = 20;

export async function startProxy(target: number): Promise<Proxy> {
  const carried = new Set<Carried>();
  let listener: Server | undefined = await listen(0);
  const { port } = listener.address() as AddressInfo; // a string only for pipes

  async function listen(at: number): Promise<Server> {
    const server = createServer({ noDelay: true }, carry).listen(at, host);
    await once(server, 'listening');
    return server;
  }

  function carry(client: Socket): void {
    const server = connect({ port: target, host, noDelay: true });
    const way: Carried = { client, server, delivered: [], isSwallowing: false };
    carried.add(way);
    const split = splitFrames();
    client.on('data', (bytes) => way.isSwallowing || server.write(bytes));
    server.on('data', (bytes: Buffer) => {
      for (const { bytes: frame, isText } of split(bytes)) {
        if (way.isSwallowing) return;
        client.write(frame);
        if (isText) way.delivered.push(frame);
        if (way.delivered.length > kept) way.delivered.shift();
      }
    });
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => undefined);
      from.on('end', () => way.isSwallowing || to.end());
      from.on('close', () => {
        // What was on its way still arrives.
        if (!way.isSwallowing) to.destroySoon();
        if (client.destroyed && server.destroyed) carried.delete(way);
      });
    }
  }

  function drop(): void {
    for (const { client, server } of carried) {
      client.destroy();
      server.destroy();
    }
  }

  function refuse(): void {
    listener?.close();
    listener = undefined;
  }

  return {
    port,
    refuse,
    async accept() {
      listener ??= await listen(port);
    },
    drop,
    swallow() {
      for (const way of carried) way.isSwallowing = true;
    },
    repeat(frames) {
      for (const { client, delivered } of carried) for (const frame of delivered.slice(-frames)) client.write(frame);
    },
    close() {
      refuse();
      drop();
    },
  };
}
