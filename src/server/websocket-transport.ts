import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { closeCodes, subprotocol } from '../protocol/index.ts';
import type { Identity, Sessions } from './auth/index.ts';
import { createConnection, type Connection } from './connection.ts';
import type { Environment } from './environment.ts';
import { tooManySockets, type MessageProcessor } from './message-processor.ts';
import { isLoopbackHost, isOriginAllowed } from './origin-policy.ts';
import { RequestError } from './request-error.ts';
import type { WebSocketState } from './websocket-state.ts';
import { createWsSocket, type WsSocket } from './ws-socket.ts';

/** What the transport needs. */
export interface WebSocketTransportOptions {
  readonly server: Server;
  readonly path: string;
  /** Exact origins of pages that may connect, besides the server's own. */
  readonly origins: readonly string[];
  readonly sessions: Sessions;
  readonly state: WebSocketState;
  readonly processor: MessageProcessor;
  readonly environment: Environment;
  readonly heartbeatMs: number;
  readonly maxFrameBytes: number;
  readonly maxSocketsPerUser: number;
  /** Whether requests for another path are somebody else's to answer. */
  readonly isShared: boolean;
}

/** The sockets of an HTTP server. */
export interface WebSocketTransport {
  /** Tells all clients that the server is about to go. */
  announceEnd(spreadMs: number): void;
  /** Closes every socket, lets none in any more, and resolves when all are gone. */
  close(): Promise<void>;
}

type Caller = Exclude<Identity, { kind: 'refused' }>;

/** How long a socket has to answer a close frame, in milliseconds. */
const closeLimitMs = 1000;

/** Lets clients in at one path of an HTTP server, and sees that those who are gone are let go. */
export function createWebSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  const { server, path, sessions, state, processor, environment, heartbeatMs, maxFrameBytes, maxSocketsPerUser } = options;
  const allowed: ReadonlySet<string> = new Set(options.origins);
  const sockets = new Set<WsSocket>();
  const cookies = new WeakMap<IncomingMessage, string>();

  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    // A browser shows the close code of a refusal only if one of the protocols it offered was taken.
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : ([...offered][0] ?? false)),
  });
  webSockets.on('headers', (headers, request) => {
    const cookie = cookies.get(request);
    if (cookie !== undefined) headers.push(`Set-Cookie: ${cookie}`);
  });

  function refusalOf(request: IncomingMessage, identity: Identity): RequestError | undefined {
    const { origin, host } = request.headers;
    if (!isOriginAllowed({ origin, host }, { allowed, isLoopback: isLoopbackServer(server) })) {
      return new RequestError('forbidden', 'This page may not connect here. Add its origin to the allowed ones.', { closeCode: closeCodes.forbidden });
    }
    if (!speaksOurProtocol(request)) {
      return new RequestError('invalid_field', `This server speaks ${subprotocol}.`, { closeCode: closeCodes.noCommonProtocol });
    }
    if (identity.kind === 'refused') {
      return new RequestError('unauthorized', 'This token is not valid.', { closeCode: closeCodes.unauthorized });
    }
    return identity.kind === 'known' && state.countOf(identity.user_id) >= maxSocketsPerUser ? tooManySockets() : undefined;
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer) {
    if (pathOf(request) !== path) {
      if (!options.isShared) stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const identity = sessions.identify(request);
    const refusal = refusalOf(request, identity);
    if (!refusal && identity.kind === 'fresh') cookies.set(request, identity.cookie);
    webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      const socket = createWsSocket(webSocket, stream);
      sockets.add(socket);
      webSocket.once('close', () => sockets.delete(socket));
      if (refusal || identity.kind === 'refused') refuse(socket, refusal);
      else welcome(socket, identity);
    });
  }

  function refuse(socket: WsSocket, refusal: RequestError | undefined) {
    const connection = createConnection(environment.id(), '', socket);
    if (refusal) connection.refuse(refusal);
  }

  function welcome(socket: WsSocket, identity: Caller) {
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
  }

  server.on('upgrade', upgrade);
  const stopHeartbeat = environment.every(heartbeatMs, () => {
    for (const socket of sockets) if (!socket.probe()) socket.terminate();
  });

  function eachConnection(act: (connection: Connection) => void) {
    for (const connection of state.connections) act(connection);
  }

  return {
    announceEnd: (spreadMs) => eachConnection((connection) => connection.send({ type: 'Draining', spread_ms: spreadMs })),
    async close() {
      server.off('upgrade', upgrade);
      stopHeartbeat();
      const gone = new Promise<void>((resolve) => webSockets.close(() => resolve()));
      eachConnection((connection) => connection.close(closeCodes.restart));
      const stopWaiting = environment.after(closeLimitMs, () => {
        for (const socket of sockets) socket.terminate();
      });
      await gone;
      stopWaiting();
    },
  };
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function speaksOurProtocol({ headers }: IncomingMessage): boolean {
  const offered = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim()) ?? [];
  return offered.length === 0 || offered.includes(subprotocol);
}

function isLoopbackServer(server: Server): boolean {
  const address = server.address();
  return typeof address === 'object' && address !== null && isLoopbackHost(address.address);
}
