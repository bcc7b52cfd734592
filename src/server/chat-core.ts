import { closeCodes } from '../protocol/index.ts';
import { createSessions, type Identity, type Sessions } from './auth/index.ts';
import { createChatHandler } from './chat-handler.ts';
import { createConnection } from './connection.ts';
import type { Environment } from './environment.ts';
import type { ConversationLog } from './log/index.ts';
import type { Logger } from './logger.ts';
import { createMessageProcessor } from './message-processor.ts';
import type { ModelRouter } from './models/index.ts';
import type { ServerSettings } from './options.ts';
import { createRuns } from './runs.ts';
import type { ServerSocket } from './server-socket.ts';
import { createWebSocketState, type WebSocketState } from './websocket-state.ts';

/** What a chat server works with, whatever carries its sockets and holds its data. */
export interface ChatCoreOptions {
  readonly settings: ServerSettings;
  readonly log: ConversationLog;
  readonly sessionSecret: string;
  readonly router: ModelRouter;
  readonly environment: Environment;
  readonly logger: Logger;
}

/** A chat server without its network and its database. */
export interface ChatCore {
  readonly sessions: Sessions;
  readonly state: WebSocketState;
  /** Lets a client in, greets it, and answers what it sends from then on. */
  welcome(socket: ServerSocket, identity: Caller): void;
  /** Ends what the process before this one had begun, and runs what it had not. */
  resume(): Promise<void>;
  /**
   * Tells all clients that the server is about to go, takes no new message, and lets answers end or interrupts them. A socket is closed
   * once nothing of what it follows is unfinished.
   */
  drain(): Promise<void>;
  /** Wakes nobody any more. */
  close(): void;
}

/** Who may be let in. */
export type Caller = Exclude<Identity, { kind: 'refused' }>;

/** Frames that cannot be read: ten at once, and then one every ten seconds. */
const badFrameRate = { perSecond: 0.1, burst: 10 };
/** Frames beyond what a socket may send. */
const excessRate = { perSecond: 1, burst: 120 };

/** Composes the systems of a chat server. */
export function createChatCore({ settings, log, sessionSecret, router, environment, logger }: ChatCoreOptions): ChatCore {
  const { heartbeatMs, maxFrameBytes, maxSocketsPerUser } = settings;
  const sessions = createSessions(sessionSecret, environment);
  const state = createWebSocketState(log);
  const runs = createRuns({ ...settings, log, router, environment, logger });
  const messageRate = { perSecond: settings.messagesPerSecond, burst: settings.messageBurst };
  const handler = createChatHandler({ log, state, runs, router, environment, limits: { ...settings, messageRate } });
  const frameRate = { perSecond: settings.framesPerSecond, burst: settings.frameBurst };
  const limits = { frameRate, badFrameRate, excessRate };
  const processor = createMessageProcessor({ handler, sessions, state, environment, logger, limits, maxSocketsPerUser });

  return {
    sessions,
    state,
    welcome(socket, identity) {
      const { user_id } = identity;
      const connection = createConnection(environment.id(), user_id, socket);
      const onFrame = processor.open(connection, { isFresh: identity.kind === 'fresh' });
      state.add(connection);
      socket.listen({ onFrame, onDrain: () => state.catchUp(connection), onClose: () => state.remove(connection) });
      connection.send({
        type: 'Welcome',
        connection_id: connection.id,
        protocol: 1,
        user_id,
        ...(identity.kind === 'fresh' ? { token: identity.token } : {}),
        now: environment.now(),
        heartbeat_ms: heartbeatMs,
        max_frame_bytes: maxFrameBytes,
      });
    },
    resume: runs.resume,
    async drain() {
      handler.stopAdmitting();
      for (const connection of state.connections) connection.send({ type: 'Draining', spread_ms: settings.spreadMs });
      const closeResting = () => {
        for (const connection of state.connections) if (state.isAtRest(connection)) connection.close(closeCodes.restart);
      };
      closeResting();
      const stop = log.onAppended(closeResting);
      await runs.drain(settings.drainMs);
      stop();
    },
    close: state.close,
  };
}
