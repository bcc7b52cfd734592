import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createChangingLine, goodLine, type ChangingLine, type Fault, type Line, type Tear, type Way } from './line.ts';
import { createPipe } from './pipe.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Which connections a fault is for: those that are there, those that come, or both. */
export type Whom = 'present' | 'coming' | 'all';

/** A way through loopback to a server, that can fail in all the ways in which networks do. */
export interface FaultProxy {
  readonly port: number;
  /** How many connections clients have open. */
  readonly connections: number;
  /** Resolves when something is wrong from now on. Faults add up. */
  suffer(fault: Fault, whom?: Whom): Promise<void>;
  /** Nothing is wrong any more, but what was lost stays lost. */
  heal(whom?: Whom): Promise<void>;
  /** Tears all connections that are there. */
  tear(how: Tear): void;
  close(): Promise<void>;
}

interface Carried {
  readonly lines: Readonly<Record<Way, ChangingLine>>;
  tear(how: Tear): void;
}

const ways = ['up', 'down'] as const;
const host = '127.0.0.1';

/** A proxy in front of a port of this machine. */
export async function startFaultProxy(targetPort: number, random: SeededRandom): Promise<FaultProxy> {
  const present = new Set<Carried>();
  const clients = new Set<Socket>();
  let entrance: 'open' | 'silent' | number = 'open';
  let coming: Readonly<Record<Way, Line>> = { up: goodLine, down: goodLine };
  let listener: Server | undefined = await listen(0);
  const { port } = listener.address() as AddressInfo; // a string only for pipes

  async function listen(at: number): Promise<Server> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, enter).listen(at, host);
    await once(server, 'listening');
    return server;
  }

  function enter(client: Socket): void {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    client.on('error', () => undefined);
    if (entrance === 'open') carry(client);
    else if (entrance === 'silent') client.resume().on('end', () => client.end());
    else client.once('data', () => client.end(`HTTP/1.1 ${entrance} Fault\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`));
  }

  function carry(client: Socket): void {
    const server = connect({ port: targetPort, host, allowHalfOpen: true, noDelay: true });
    const ended = new AbortController();
    const { signal } = ended;
    const lines = { up: createChangingLine(coming.up), down: createChangingLine(coming.down) };
    const carried: Carried = {
      lines,
      tear(how) {
        for (const socket of [client, server]) {
          if (how === 'reset') socket.resetAndDestroy();
          else socket.end();
        }
        ended.abort();
      },
    };
    const onCut = carried.tear;
    createPipe({ from: client, to: server, line: lines.up, random, signal, onCut });
    createPipe({ from: server, to: client, line: lines.down, random, signal, onCut });
    server.on('error', () => undefined);
    server.on('close', leaveWhenGone);
    client.on('close', leaveWhenGone);
    present.add(carried);

    function leaveWhenGone(): void {
      if (!server.closed || !client.closed) return;
      present.delete(carried);
      ended.abort();
    }
  }

  async function setListening(is: boolean): Promise<void> {
    if (is) listener ??= await listen(port);
    else listener?.close();
    if (!is) listener = undefined;
  }

  function change(which: readonly Way[], line: Partial<Line>, whom: Whom): void {
    for (const way of which) {
      if (whom !== 'present') coming = { ...coming, [way]: { ...coming[way], ...line } };
      if (whom !== 'coming') for (const { lines } of present) lines[way].change(line);
    }
  }

  return {
    port,
    get connections() {
      return clients.size;
    },
    async suffer(fault, whom = 'all') {
      if (fault.type === 'refuse') return setListening(false);
      if (fault.type === 'silence') entrance = 'silent';
      else if (fault.type === 'status') entrance = fault.status;
      else change(fault.ways, fault.line, whom);
    },
    async heal(whom = 'all') {
      change(ways, goodLine, whom);
      if (whom === 'present') return;
      entrance = 'open';
      await setListening(true);
    },
    tear(how) {
      for (const carried of present) carried.tear(how);
    },
    async close() {
      await setListening(false);
      for (const carried of present) carried.tear('reset');
      for (const client of clients) client.destroy();
    },
  };
}
