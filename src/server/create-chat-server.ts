import { createServer } from 'node:http';
import { createSessions, createSqlSessionStore, encryption } from './auth/index.ts';
import { createChatCore } from './chat-core.ts';
import { systemEnvironment } from './environment.ts';
import { listen, urlOf } from './listen.ts';
import { silentLogger } from './logger.ts';
import { createModelRouter, createScriptedModel, type ModelRouter } from './models/index.ts';
import { defaultSettings, type ChatServerOptions } from './options.ts';
import { openStorage } from './open-storage.ts';
import { notFound, openPage } from './page.ts';
import { readTools } from './tools/index.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

/** A chat server that runs. */
export interface ChatServer {
  /** Where it listens, like `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly port: number;
  /** Lets nobody in any more, lets answers end or interrupts them, and resolves when nothing of it is left. It can be called again. */
  close(): Promise<void>;
}

const dayMs = 24 * 60 * 60_000;

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
  let stopped: Promise<void> | undefined;
  const router = options.router ?? routerOf(options);
  const tools = await readTools(options.tools ?? {});
  const toolsFor = () => tools;
  const { log, database, sessionSecret, close: closeStorage } = await openStorage(settings, environment, onLost);
  const sessions = createSessions({
    store: createSqlSessionStore(database),
    secret: sessionSecret,
    lifetimeMs: settings.sessionDays * dayMs,
    isEncrypted: encryption(settings),
    environment,
  });
  const core = createChatCore({
    settings,
    toolsFor,
    log,
    sessions,
    authorize: options.authorize,
    router,
    titleOf: options.titleOf,
    environment,
    logger,
  });
  const isShared = options.server !== undefined;
  const isOurs = !server.listening;
  const transport = createWebSocketTransport({ ...settings, server, core, environment, logger, isShared });
  const closePage = isShared && !options.page ? () => undefined : openPage(server, page, core.who);

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => (isOurs ? server.close(() => resolve()) : resolve()));
    transport.stopAdmitting();
    await core.drain();
    await transport.close();
    closePage();
    core.close();
    await closeStorage();
    if (isOurs) server.closeAllConnections();
    await closed;
  }

  function close(): Promise<void> {
    stopped ??= stop();
    return stopped;
  }

  function onLost(): void {
    logger.error('another process has taken the data over: this server ends');
    void close();
  }

  try {
    if (isOurs) await listen(server, settings.port, settings.host);
    await core.resume();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...urlOf(server), close };
}

function routerOf({ model = createScriptedModel() }: ChatServerOptions): ModelRouter {
  return createModelRouter({ models: { [model.name]: model }, default: model.name });
}
