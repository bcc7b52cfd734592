import { closeCodes, titleOf as firstLine, type ServerFrame } from '../protocol/index.ts';
import { createWho, type Authorize, type Identity, type Sessions, type Who } from './auth/index.ts';
import { createChatHandler } from './chat-handler.ts';
import { createConversationAccess, type CanAccess, type ConversationAccess } from './conversation-access.ts';
import { createConnection } from './connection.ts';
import type { Environment } from './environment.ts';
import { startErasing } from './erase-deleted.ts';
import { createListFollowers } from './list-followers.ts';
import type { ConversationLog } from './log/index.ts';
import type { Logger } from './logger.ts';
import { createMessageProcessor, type OnKnown } from './message-processor.ts';
import type { ModelRouter } from './models/index.ts';
import type { ServerSettings } from './options.ts';
import { RequestError } from './request-error.ts';
import { createRuns, type ToolsFor } from './runs.ts';
import type { ServerSocket } from './server-socket.ts';
import { createTakeOver, type TakeOver } from './take-over.ts';
import { createTokenExpiry } from './token-expiry.ts';
import { createWebSocketState, type WebSocketState } from './websocket-state.ts';

/** What a chat server works with, whatever carries its sockets and holds its data. */
export interface ChatCoreOptions {
  readonly settings: ServerSettings;
  readonly log: ConversationLog;
  readonly sessions: Sessions;
  /** Says who callers are, before the sessions do. @default the sessions alone */
  readonly authorize?: Authorize | undefined;
  /** @default each user has what they began */
  readonly canAccess?: CanAccess | undefined;
  readonly router: ModelRouter;
  /** What models may call. @default nothing */
  readonly toolsFor?: ToolsFor | undefined;
  /** @default the first line of the question, cut at a word */
  readonly titleOf?: ((question: string) => string) | undefined;
  readonly environment: Environment;
  readonly logger: Logger;
  /** Told of every frame that is sent. @default nothing */
  readonly onFrame?: ((frame: ServerFrame) => void) | undefined;
}

/** A chat server without its network and its database. */
export interface ChatCore {
  readonly who: Who;
  readonly takeOver: TakeOver;
  readonly access: ConversationAccess;
  readonly state: WebSocketState;
  /**
   * Lets a client in, greets it, and answers what it sends from then on. `onKnown` is told if somebody new turns out to be somebody else.
   * @default nobody is told
   */
  welcome(socket: ServerSocket, identity: Caller, onKnown?: OnKnown): void;
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

/** How many busy users may share an address. */
const usersOfAddress = 10;
/** Frames that cannot be read: ten at once, and then one every ten seconds. */
const badFrameRate = { perSecond: 0.1, burst: 10 };
/** Frames beyond what a socket may send. */
const excessRate = { perSecond: 1, burst: 120 };

/** Composes the systems of a chat server. */
export function createChatCore(options: ChatCoreOptions): ChatCore {
  const { settings, log, sessions, router, toolsFor = async () => [], titleOf = firstLine, environment, logger } = options;
  const { heartbeatMs, maxFrameBytes, maxSocketsPerUser } = settings;
  const who = createWho(sessions, environment, options.authorize);
  const takeOver = createTakeOver(log, sessions);
  const state = createWebSocketState(log);
  const expiry = createTokenExpiry(environment);
  const lists = createListFollowers({ log, environment });
  const runs = createRuns({ ...settings, log, router, environment, logger, limits: settings, toolsFor });
  const messageRate = { perSecond: settings.messagesPerSecond, burst: settings.messageBurst };
  const addressMessageRate = { perSecond: usersOfAddress * messageRate.perSecond, burst: usersOfAddress * messageRate.burst };
  const access = createConversationAccess(state, options.canAccess);
  const handler = createChatHandler({
    log,
    state,
    lists,
    runs,
    router,
    environment,
    titleOf,
    limits: { ...settings, messageRate, addressMessageRate },
  });
  const frameRate = { perSecond: settings.framesPerSecond, burst: settings.frameBurst };
  const limits = { frameRate, badFrameRate, excessRate };
  const processor = createMessageProcessor({
    handle: (connection, frame) => access.within(connection, frame, () => handler.handle(connection, frame)),
    who,
    takeOver,
    endSession: ({ id }) => sessions.end([id]).catch((error: unknown) => logger.error('a session could not be ended', { error })),
    leaveList: lists.unfollow,
    watchExpiry: expiry.watch,
    state,
    environment,
    logger,
    limits,
    maxSocketsPerUser,
  });

  const stopFinding = log.onFound((conversationIds) => {
    for (const id of conversationIds) runs.wake(id);
  });
  const stopErasing = startErasing(log, settings.deletedKeptMs, environment, logger);

  sessions.onEnded((ids) => {
    for (const connection of state.connections) {
      if (connection.session && ids.has(connection.session.id)) connection.refuse(sessionEnded());
    }
  });

  return {
    who,
    takeOver,
    access,
    state,
    welcome(socket, identity, onKnown = () => undefined) {
      const { user_id } = identity;
      const connection = createConnection(environment.id(), user_id, socket, options.onFrame);
      connection.session = identity.session;
      const onFrame = processor.open(connection, identity.kind === 'fresh' ? onKnown : undefined);
      state.add(connection);
      if (identity.kind === 'known') expiry.watch(connection, identity);
      socket.listen({
        onFrame,
        onDrain() {
          state.catchUp(connection);
          void lists.catchUp(connection);
        },
        onClose() {
          state.remove(connection);
          lists.unfollow(connection);
          expiry.forget(connection);
        },
      });
      connection.send({
        type: 'Welcome',
        connection_id: connection.id,
        protocol: 1,
        user_id,
        ...(identity.kind === 'fresh' ? { token: identity.token } : {}),
        ...previousUser(identity),
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
    close() {
      stopFinding();
      state.close();
      lists.close();
      stopErasing();
    },
  };
}

/** What the client keeps for the user that this one was before signing in is this one's now (R3.14). */
function previousUser({ session }: Caller): { previous_user_id?: string } {
  const previous_user_id = session?.previous_user_id ?? undefined;
  return previous_user_id === undefined ? {} : { previous_user_id };
}

function sessionEnded(): RequestError {
  return new RequestError('unauthorized', 'This session has ended.', { closeCode: closeCodes.unauthorized });
}
