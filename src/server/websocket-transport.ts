import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { chooseSubprotocol, closeCodes, plainSubprotocol } from '../protocol/index.ts';
import type { Identity } from './auth/index.ts';
import type { ChatCore } from './chat-core.ts';
import { createConnection } from './connection.ts';
import type { Environment } from './environment.ts';
import { tooManySockets } from './message-processor.ts';
import { isLoopbackHost, isOriginAllowed } from './origin-policy.ts';
import { RequestError } from './request-error.ts';
import { createWsSocket, type WsSocket } from './ws-socket.ts';

/** What the transport needs. */
export interface WebSocketTransportOptions {
  readonly server: Server;
  readonly path: string;
  /** Exact origins of pages that may connect, besides the server's own. */
  readonly origins: readonly string[];
  readonly core: Pick<ChatCore, 'sessions' | 'state' | 'welcome'>;
  readonly environment: Environment;
  readonly heartbeatMs: number;
  readonly maxFrameBytes: number;
  readonly maxSocketsPerUser: number;
  /** Whether requests for another path are somebody else's to answer. */
  readonly isShared: boolean;
}

/** The sockets of an HTTP server. */
export interface WebSocketTransport {
  /** Lets no further socket in. */
  stopAdmitting(): void;
  /** Closes every socket, lets none in any more, and resolves when all are gone. */
  close(): Promise<void>;
}

/** How long a socket has to answer a close frame, in milliseconds. */
const closeLimitMs = 1000;

/** Lets clients in at one path of an HTTP server, and sees that those who are gone are let go. */
export function createWebSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  const { server, path, core, environment, heartbeatMs, maxFrameBytes, maxSocketsPerUser } = options;
  const allowed: ReadonlySet<string> = new Set(options.origins);
  const sockets = new Set<WsSocket>();
  const cookies = new WeakMap<IncomingMessage, string>();
  let isAdmitting = true;

  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    // A browser shows the close code of a refusal only if one of the protocols it offered was taken.
    handleProtocols: (offered) => chooseSubprotocol([...offered]) ?? [...offered][0] ?? false,
  });
  webSockets.on('headers', (headers, request) => {
    const cookie = cookies.get(request);
    if (cookie !== undefined) headers.push(`Set-Cookie: ${cookie}`);
  });

  function refusalOf(request: IncomingMessage, identity: Identity): RequestError | undefined {
    const { origin, host } = request.headers;
    if (!isOriginAllowed({ origin, host }, { allowed, isLoopback: isLoopbackServer(server) })) {
      return new RequestError('forbidden', 'This page may not connect here. Add its origin to the allowed ones.', {
        closeCode: closeCodes.forbidden,
      });
    }
    if (!speaksOurProtocol(request)) {
      return new RequestError('invalid_field', `This server speaks ${plainSubprotocol}.`, { closeCode: closeCodes.noCommonProtocol });
    }
    if (identity.kind === 'refused') {
      return new RequestError('unauthorized', 'This token is not valid.', { closeCode: closeCodes.unauthorized });
    }
    return identity.kind === 'known' && core.state.countOf(identity.user_id) >= maxSocketsPerUser ? tooManySockets() : undefined;
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    if (pathOf(request) !== path) {
      if (!options.isShared) endWith(stream, '404 Not Found');
      return;
    }
    if (!isAdmitting) return endWith(stream, '503 Service Unavailable');
    const identity = core.sessions.identify(request);
    const refusal = refusalOf(request, identity);
    if (!refusal && identity.kind === 'fresh') cookies.set(request, identity.cookie);
    webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      const socket = createWsSocket(webSocket, stream);
      sockets.add(socket);
      webSocket.once('close', () => sockets.delete(socket));
      if (refusal || identity.kind === 'refused') refuse(socket, refusal);
      else core.welcome(socket, identity);
    });
  }

  function refuse(socket: WsSocket, refusal: RequestError | undefined) {
    const connection = createConnection(environment.id(), '', socket);
    if (refusal) connection.refuse(refusal);
  }

  server.on('upgrade', upgrade);
  const stopHeartbeat = environment.every(heartbeatMs, () => {
    for (const socket of sockets) if (!socket.probe()) socket.terminate();
  });

  return {
    stopAdmitting() {
      isAdmitting = false;
    },
    async close() {
      server.off('upgrade', upgrade);
      stopHeartbeat();
      const gone = new Promise<void>((resolve) => webSockets.close(() => resolve()));
      for (const connection of core.state.connections) connection.close(closeCodes.restart);
      const stopWaiting = environment.after(closeLimitMs, () => {
        for (const socket of sockets) socket.terminate();
      });
      await gone;
      stopWaiting();
    },
  };
}

function endWith(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function speaksOurProtocol({ headers }: IncomingMessage): boolean {
  const offered = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim()) ?? [];
  return chooseSubprotocol(offered) !== undefined;
}

function isLoopbackServer(server: Server): boolean {
  const address = server.address();
  return typeof address === 'object' && address !== null && isLoopbackHost(address.address);
}
