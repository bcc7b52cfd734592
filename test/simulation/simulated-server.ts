import { Socket } from 'node:net';
import { closeCodes } from '../../src/protocol/index.ts';
import { createChatCore, type ChatCore } from '../../src/server/chat-core.ts';
import type { SessionStore } from '../../src/server/auth/index.ts';
import { createModelRouter, defaultSettings, type LogFields } from '../../src/server/index.ts';
import { createSqlConversationLog, type ConversationLog } from '../../src/server/log/index.ts';
import type { Clock, Stop } from './clock.ts';
import type { Disk } from './disk.ts';
import { createHost, type Host } from './host.ts';
import type { SimulatedServerSocket } from './link.ts';
import type { Network } from './network.ts';
import type { Schedule } from './schedule.ts';
import type { SeededModel } from './seeded-model.ts';
import type { Toolbox } from './toolbox.ts';
import { sessionsIn } from './session-memory.ts';
import { serverEnvironment } from './server-environment.ts';

/** The server, as one process after another runs it on one disk. */
export interface SimulatedServer {
  isUp(): boolean;
  /** The process that runs, or the last one that did. */
  host(): Host;
  start(): void;
  /** As by `kill -9`, or as when the machine is lost: then no client is told. */
  kill(what: 'process' | 'machine'): void;
  /** Ends it as SIGTERM does; resolves, with the number of timers that it forgot, when nothing of it is left. */
  stop(): Promise<number>;
  /** Frees what its dead processes hold. */
  bury(): void;
}

/** Parts of the server that a test may break. */
export interface ServerParts {
  readonly log?: (log: ConversationLog) => ConversationLog;
  readonly socket?: (socket: SimulatedServerSocket) => SimulatedServerSocket;
}

export interface SimulatedServerOptions {
  readonly clock: Clock;
  readonly network: Network;
  readonly disk: Disk;
  /** Where it keeps sessions. */
  readonly sessions: SessionStore;
  readonly model: SeededModel;
  readonly toolbox: Toolbox;
  readonly setup: Schedule['server'];
  /** What the server tells its operator of. */
  readonly onError: (message: string, fields: LogFields) => void;
  readonly parts?: ServerParts;
}

interface Process {
  readonly core: ChatCore;
  readonly log: ConversationLog;
  readonly sockets: ReadonlySet<SimulatedServerSocket>;
  readonly stopListening: Stop;
  readonly stopHeartbeat: Stop;
}

/** A request whose connection says nothing but that it is not encrypted. */
export const plainConnection = new Socket();

/** How long a socket has to answer a close frame, in milliseconds. */
const closeLimitMs = 1000;
/** How soon a process that could not start is started again, in milliseconds. */
const startAgainMs = 1000;

/** A server that is not started yet. */
export function createSimulatedServer(options: SimulatedServerOptions): SimulatedServer {
  const { clock, network, disk, sessions: store, model, toolbox, setup, onError, parts = {} } = options;
  const settings = { ...defaultSettings, ...setup, messageBurst: 2 * setup.messagesPerSecond, drainMs: 3000, spreadMs: 3000 };
  const logger = { info: () => undefined, error: (message: string, fields: LogFields = {}) => onError(message, fields) };
  let host = createHost(clock);
  let state: 'down' | 'up' | 'stopping' = 'down';
  let running: Process | undefined;
  let starts = 0;
  const hosts: Host[] = [];

  async function boot(own: Host): Promise<void> {
    const environment = serverEnvironment(own, starts);
    const opened = await createSqlConversationLog({ database: disk.open(own), environment, eventsKeptMs: settings.eventsKeptMs });
    const log = parts.log?.(opened) ?? opened;
    const router = createModelRouter({ models: { seeded: model.reachedFrom(own) }, default: 'seeded' });
    const toolsFor = async () => toolbox.reachedFrom(own);
    const core = createChatCore({ settings, log, sessions: sessionsIn(store, environment), router, toolsFor, environment, logger });
    const sockets = new Set<SimulatedServerSocket>();
    const isOpen = Promise.withResolvers<void>();
    const stopListening = network.listen(own, (opening, cookie) => {
      const socket = parts.socket?.(opening) ?? opening;
      sockets.add(socket);
      void isOpen.promise
        .then(() => core.who.identify({ headers: { cookie }, socket: plainConnection }, 'socket'))
        .then((identity) => {
          if (identity.kind !== 'refused') core.welcome(socket, identity);
        });
    });
    const stopHeartbeat = environment.every(settings.heartbeatMs, () => {
      for (const socket of sockets) if (!socket.probe()) socket.terminate();
    });
    running = { core, log, sockets, stopListening, stopHeartbeat };
    await core.resume();
    isOpen.resolve();
  }

  /** A process that cannot start exits, and is started again. */
  function fail(error: unknown): void {
    onError('the server did not start', { error });
    server.kill('process');
    clock.after(startAgainMs, server.start);
  }

  const server: SimulatedServer = {
    isUp: () => state === 'up' && running !== undefined,
    host: () => host,
    start() {
      if (state !== 'down') return;
      state = 'up';
      starts += 1;
      host = createHost(clock);
      hosts.push(host);
      disk.recover();
      boot(host).catch(fail);
    },
    kill(what) {
      if (state === 'down') return;
      state = 'down';
      host.kill();
      running?.stopListening();
      running = undefined;
      network.cutAll(what === 'process' ? 'client' : 'nobody');
    },
    async stop() {
      const ending = running;
      if (state !== 'up' || !ending) return 0;
      state = 'stopping';
      ending.stopListening();
      await ending.core.drain();
      for (const connection of ending.core.state.connections) connection.close(closeCodes.restart);
      await new Promise<void>((resolve) => void host.after(closeLimitMs, resolve));
      for (const socket of ending.sockets) socket.terminate();
      ending.core.close();
      await ending.log.close();
      ending.stopHeartbeat();
      const forgotten = host.timers();
      host.kill();
      running = undefined;
      state = 'down';
      return forgotten;
    },
    bury: () => hosts.forEach((dead) => dead.bury()),
  };
  return server;
}
