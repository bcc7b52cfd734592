import { createServer, type Server } from 'node:http';
import { createAddressLimits } from './address-limits.ts';
import { createAuth, startTending, type Routes } from './auth/index.ts';
import { createChatCore } from './chat-core.ts';
import { systemEnvironment } from './environment.ts';
import { createGitHubService } from './github/index.ts';
import { listen, urlOf } from './listen.ts';
import { silentLogger } from './logger.ts';
import { createOperations, createReadiness, createServerMetrics } from './metrics/index.ts';
import { createModelRouter, createScriptedModel, type ModelRouter } from './models/index.ts';
import { defaultSettings, type ChatServerOptions } from './options.ts';
import { openStorage } from './open-storage.ts';
import { createOriginCheck } from './origin-check.ts';
import { notFound, openPage } from './page.ts';
import type { ToolsRequest } from './runs.ts';
import { readTools } from './tools/index.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

/** A chat server that runs. */
export interface ChatServer {
  /** Where it listens, like `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly port: number;
  /**
   * Answers a request if it is for one of the server's own routes, `/auth/…`, and says whether it does. For those who share their HTTP server
   * and have people sign in here; other servers ask it themselves.
   */
  readonly handle: Routes;
  /** Asks `canAccess` again about all that is being followed: to be called when access was withdrawn, which then ends at once. */
  recheckAccess(): Promise<void>;
  /** Whether new messages are welcome and the data can be reached, as `/readyz` says. */
  isReady(): Promise<boolean>;
  /** What `/metrics` says, in the text format of Prometheus. */
  metrics(): string;
  /** Resolves when it has ended, by `close` or because another process took its data. */
  readonly closed: Promise<void>;
  /** Lets nobody in any more, lets answers end or interrupts them, and resolves when nothing of it is left. It can be called again. */
  close(): Promise<void>;
}

/** Options of an HTTP server that gives up on a request whose headers take longer than 10 s; it looks for those every second. */
export const httpOptions = { headersTimeout: 10_000, connectionsCheckingInterval: 1000 };

/**
 * Starts a chat server: sockets at `/ws`, conversations in an embedded database.
 * @throws StartError when it cannot have its port or its data folder, or cannot read its data.
 * @example
 * const server = await createChatServer({ port: 8000 });
 * console.log(server.url);
 */
export async function createChatServer(options: ChatServerOptions = {}): Promise<ChatServer> {
  const settings = { ...defaultSettings, ...options };
  const { environment = systemEnvironment, logger = silentLogger, server = createServer(httpOptions), page = notFound } = options;
  const metrics = createServerMetrics(environment);
  const { promise: closed, resolve: markClosed } = Promise.withResolvers<void>();
  let stopped: Promise<void> | undefined;
  const router = options.router ?? routerOf(options);
  const tools = await readTools(options.tools ?? {});
  const {
    log,
    database,
    sessionSecret,
    ask,
    explain,
    close: closeStorage,
  } = await openStorage({ ...settings, observer: metrics }, environment, onLost);
  const auth = createAuth({ ...settings, database, sessionSecret, environment, logger });
  const github = options.github && createGitHubService({ tokenOf: (userId) => auth.accounts.tokenOf(userId, 'github'), ...options.github });
  const toolsFor = async (asked: ToolsRequest) => [...tools, ...((await github?.toolsFor(asked)) ?? [])];
  const core = createChatCore({
    settings,
    toolsFor,
    log,
    sessions: auth.sessions,
    authorize: options.authorize,
    canAccess: options.canAccess,
    router,
    titleOf: options.titleOf,
    environment,
    logger,
    onFrame: metrics.onFrame,
  });
  const inUse = () => [...core.state.connections].flatMap(({ session }) => session ?? []);
  const stopTending = startTending(auth.sessions, inUse, environment, logger);
  const isOriginAllowed = createOriginCheck(server, settings);
  const isAnswering = createReadiness(ask, environment);
  const isReady = async () => !stopped && isAnswering();
  const operations = createOperations({ isReady, metrics: metrics.render, metricsToken: settings.metricsToken });
  const signIn = auth.routes(core.takeOver, isOriginAllowed);
  const routes: Routes = (request, response) => operations(request, response) || signIn(request, response);
  const isShared = options.server !== undefined;
  limitHeaders(server);
  const isOurs = !server.listening;
  const addresses = createAddressLimits({
    upgradeRate: { perSecond: settings.upgradesPerSecond, burst: settings.upgradeBurst },
    maxAnonymousSockets: settings.maxAnonymousSocketsPerAddress,
    now: environment.now,
  });
  const { promise: opened, resolve: open, reject: refuse } = Promise.withResolvers<void>();
  // Whoever waits for it is told; perhaps nobody does.
  opened.catch(() => undefined);
  const transport = createWebSocketTransport({
    ...settings,
    opened,
    server,
    addresses,
    isOriginAllowed,
    core,
    environment,
    logger,
    onFrame: metrics.onFrame,
    isShared,
  });
  const closePage =
    isShared && !options.page ? () => undefined : openPage({ ...settings, server, page, routes, who: core.who, addresses, environment });

  async function stop(): Promise<void> {
    transport.stopAdmitting();
    // Who watches over the server can ask it until its answers have ended.
    await core.drain();
    const gone = new Promise<void>((resolve) => (isOurs ? server.close(() => resolve()) : resolve()));
    await transport.close();
    closePage();
    stopTending();
    core.close();
    await closeStorage();
    if (isOurs) server.closeAllConnections();
    await gone;
  }

  function close(): Promise<void> {
    stopped ??= stop().finally(markClosed);
    return stopped;
  }

  function onLost(): void {
    logger.error('another process has taken the data over: this server ends');
    void close();
  }

  try {
    if (isOurs) await listen(server, settings.port, settings.host);
    // A frame that came before could have an answer of the process before this one written on.
    await core.resume();
    open();
  } catch (error) {
    refuse(error);
    await close();
    throw explain(error);
  }
  metrics.watchSockets(() => core.state.connections.size);
  return { ...urlOf(server), handle: routes, recheckAccess: core.access.recheck, isReady, metrics: metrics.render, closed, close };
}

/** Whoever begins a request and says no more must not hold a connection of a server that is shared for longer either (R8.1). */
function limitHeaders(server: Server): void {
  const isUnlimited = server.headersTimeout === 0;
  if (isUnlimited || server.headersTimeout > httpOptions.headersTimeout) server.headersTimeout = httpOptions.headersTimeout;
}

function routerOf({ model = createScriptedModel() }: ChatServerOptions): ModelRouter {
  return createModelRouter({ models: { [model.name]: model }, default: model.name });
}
