import { createServer } from 'node:http';
import { createSessions } from './auth/index.ts';
import { createChatHandler } from './chat-handler.ts';
import { systemEnvironment } from './environment.ts';
import { listen, urlOf } from './listen.ts';
import { silentLogger } from './logger.ts';
import { createMessageProcessor } from './message-processor.ts';
import { createModelRouter, createScriptedModel, type ModelRouter } from './models/index.ts';
import { defaultSettings, type ChatServerOptions } from './options.ts';
import { openStorage } from './open-storage.ts';
import { notFound, openPage } from './page.ts';
import { createRuns } from './runs.ts';
import { createWebSocketState } from './websocket-state.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

/** A chat server that runs. */
export interface ChatServer {
  /** Where it listens, like `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly port: number;
  /** Lets nobody in any more, lets answers end or interrupts them, and resolves when nothing of it is left. It can be called again. */
  close(): Promise<void>;
}

/** Frames that cannot be read: ten at once, and then one every ten seconds. */
const badFrameRate = { perSecond: 0.1, burst: 10 };
/** Frames beyond what a socket may send. */
const excessRate = { perSecond: 1, burst: 120 };
/** Options of an HTTP server that gives up on a request whose headers take longer than 10 s; it looks for those every second. */
export const httpOptions = { headersTimeout: 10_000, connectionsCheckingInterval: 1000 };

/**
 * Starts a chat server: sockets at `/ws`, conversations in an embedded database.
 * @throws StartError when it cannot have its port or its data folder.
 * @example
 * const server = await createChatServer({ port: 8000 });
 * console.log(server.url);
 */
export async function createChatServer(options: ChatServerOptions = {}): Promise<ChatServer> {
  const settings = { ...defaultSettings, ...options };
  const { environment = systemEnvironment, logger = silentLogger, server = createServer(httpOptions), page = notFound } = options;
  const { port, host, flushIntervalMs, maxAnswerBytes, maxSocketsPerUser } = settings;
  const router = options.router ?? routerOf(options);
  const { log, sessionSecret, close: closeStorage } = await openStorage(settings, environment);
  const sessions = createSessions(sessionSecret, environment);
  const state = createWebSocketState(log);
  const runs = createRuns({ log, router, environment, logger, flushIntervalMs, maxAnswerBytes });
  const messageRate = { perSecond: settings.messagesPerSecond, burst: settings.messageBurst };
  const handler = createChatHandler({ log, state, runs, router, environment, limits: { ...settings, messageRate } });
  const frameRate = { perSecond: settings.framesPerSecond, burst: settings.frameBurst };
  const limits = { frameRate, badFrameRate, excessRate };
  const processor = createMessageProcessor({ handler, sessions, state, environment, logger, limits, maxSocketsPerUser });
  const isShared = options.server !== undefined;
  const isOurs = !server.listening;
  const transport = createWebSocketTransport({ ...settings, server, sessions, state, processor, environment, isShared });
  const closePage = isShared && !options.page ? () => undefined : openPage(server, page, sessions);

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => (isOurs ? server.close(() => resolve()) : resolve()));
    handler.stopAdmitting();
    transport.announceEnd(settings.spreadMs);
    await runs.drain(settings.drainMs);
    await transport.close();
    closePage();
    state.close();
    await closeStorage();
    if (isOurs) server.closeAllConnections();
    await closed;
  }

  let stopped: Promise<void> | undefined;
  const close = () => (stopped ??= stop());

  try {
    if (isOurs) await listen(server, port, host);
    await runs.resume();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...urlOf(server), close };
}

function routerOf({ model = createScriptedModel() }: ChatServerOptions): ModelRouter {
  return createModelRouter({ models: { [model.name]: model }, default: model.name });
}
