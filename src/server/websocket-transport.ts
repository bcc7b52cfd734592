import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { chooseSubprotocol, closeCodes, plainSubprotocol, type ServerFrame } from '../protocol/index.ts';
import type { AddressLimits } from './address-limits.ts';
import type { TokenHolder } from './auth/index.ts';
import type { Caller, ChatCore } from './chat-core.ts';
import { clientAddress } from './client-address.ts';
import { createConnection } from './connection.ts';
import type { Environment, Stop } from './environment.ts';
import type { Logger } from './logger.ts';
import { tooManySockets } from './message-processor.ts';
import type { OriginCheck } from './origin-check.ts';
import { RequestError } from './request-error.ts';
import { createWsSocket, type WsSocket } from './ws-socket.ts';

/** What the transport needs. */
export interface WebSocketTransportOptions {
  readonly server: Server;
  readonly path: string;
  readonly isOriginAllowed: OriginCheck;
  readonly core: Pick<ChatCore, 'who' | 'state' | 'welcome'>;
  readonly environment: Environment;
  readonly logger: Logger;
  /** Told of every frame that is sent to a socket that is not let in. */
  readonly onFrame: (frame: ServerFrame) => void;
  readonly heartbeatMs: number;
  readonly maxFrameBytes: number;
  /** Frames from that size on are deflated, for who can read that. */
  readonly compressFromBytes: number | undefined;
  readonly maxSocketsPerUser: number;
  readonly addresses: AddressLimits;
  /** Nobody is let in before that: whoever comes sooner waits. */
  readonly opened: Promise<void>;
  readonly trustProxy: boolean;
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

/** Who wants in from where, and what has come of it. */
interface Admission {
  readonly address: string;
  readonly outcome: Caller | RequestError;
}

/** How long a socket has to answer a close frame, in milliseconds. */
const closeLimitMs = 1000;

/** Lets clients in at one path of an HTTP server, and sees that those who are gone are let go. */
export function createWebSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  const { server, path, isOriginAllowed, core, addresses, environment, logger, heartbeatMs, maxSocketsPerUser } = options;
  const { maxFrameBytes, compressFromBytes } = options;
  const sockets = new Set<WsSocket>();
  /** What ends the count of those who are somebody new. */
  const strangers = new WeakMap<Duplex, Stop>();
  const cookies = new WeakMap<IncomingMessage, string>();
  let isAdmitting = true;
  let isProxyNoted = options.trustProxy;

  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: compressFromBytes !== undefined && { threshold: compressFromBytes },
    // A browser shows the close code of a refusal only if one of the protocols it offered was taken.
    handleProtocols: (offered) => chooseSubprotocol([...offered]) ?? [...offered][0] ?? false,
  });
  webSockets.on('headers', (headers, request) => {
    const cookie = cookies.get(request);
    if (cookie !== undefined) headers.push(`Set-Cookie: ${cookie}`);
  });

  /** Before it is asked who somebody is, for that makes somebody new of everyone else. */
  function refusalOf(request: IncomingMessage): RequestError | undefined {
    if (!isOriginAllowed(request)) {
      return new RequestError('forbidden', 'This page may not connect here. Add its origin to the allowed ones.', {
        closeCode: closeCodes.forbidden,
      });
    }
    if (!speaksOurProtocol(request)) {
      return new RequestError('invalid_field', `This server speaks ${plainSubprotocol}.`, { closeCode: closeCodes.noCommonProtocol });
    }
    return undefined;
  }

  /** Who is let in, or why nobody is. */
  async function admit(request: IncomingMessage, stream: Duplex, address: string): Promise<Caller | RequestError> {
    const refusal = refusalOf(request);
    if (refusal) return refusal;
    await options.opened;
    const identity = await core.who.identify(request, 'socket', () => takeNewcomer(stream, address));
    if (identity.kind === 'refused') {
      return new RequestError('unauthorized', 'This token is not valid.', { closeCode: closeCodes.unauthorized });
    }
    if (identity.kind === 'fresh') return identity;
    if (core.state.countOf(identity.user_id) >= maxSocketsPerUser) return tooManySockets();
    if (isAnonymous(identity)) leaveWith(stream, addresses.comeBack(address));
    return identity;
  }

  /** Whoever becomes somebody new is kept for a long time, so they are counted before they do. */
  function takeNewcomer(stream: Duplex, address: string): void {
    addresses.takeNewcomer(address);
    const leave = addresses.enter(address);
    strangers.set(stream, leave);
    leaveWith(stream, leave);
  }

  /** It stands here, as `forget` does, where no request and no token is in reach: what listens to a socket keeps what is. */
  function knownAt(stream: Duplex, address: string): (holder: TokenHolder) => void {
    return (holder) => {
      if (isAnonymous(holder)) leaveWith(stream, addresses.comeBack(address));
      strangers.get(stream)?.();
      addresses.giveBackNewcomer(address);
    };
  }

  function notNow(error: unknown): RequestError {
    if (error instanceof RequestError) return error;
    logger.error('nobody could say who a socket is', { error });
    const closing = { retry_after_ms: 1000, closeCode: closeCodes.tooMany };
    return new RequestError('unavailable', 'It cannot be said who you are at the moment.', closing);
  }

  function noteProxy({ headers }: IncomingMessage): void {
    if (isProxyNoted || headers['x-forwarded-for'] === undefined) return;
    isProxyNoted = true;
    logger.info('sockets come through a proxy, and all share the limits of its address; if it is yours, trust it: TRUST_PROXY=true');
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const isOurs = pathOf(request) === path;
    if (!isOurs && options.isShared) return;
    // Whoever goes away before an answer is no error; without this one it would end the process.
    stream.on('error', ignore);
    if (!isOurs) return endWith(stream, '404 Not Found');
    if (!isAdmitting) return endWith(stream, '503 Service Unavailable');
    noteProxy(request);
    const address = clientAddress(request, options);
    const waitMs = addresses.takeUpgrade(address);
    if (waitMs > 0) return endWith(stream, '429 Too Many Requests', `Retry-After: ${Math.ceil(waitMs / 1000)}\r\n`);
    void admit(request, stream, address)
      .catch((error: unknown) => {
        // Nobody was made.
        if (strangers.has(stream)) addresses.giveBackNewcomer(address);
        return notNow(error);
      })
      .then((outcome) => open(request, stream, head, { address, outcome }));
  }

  function open(request: IncomingMessage, stream: Duplex, head: Buffer, { address, outcome }: Admission): void {
    const isStranger = !(outcome instanceof RequestError) && outcome.kind === 'fresh';
    if (isStranger) cookies.set(request, outcome.cookie);
    webSockets.handleUpgrade(request, stream, head, (webSocket) => {
      const socket = createWsSocket(webSocket, stream, address, forget);
      sockets.add(socket);
      if (outcome instanceof RequestError) createConnection(environment.id(), '', socket, options.onFrame).refuse(outcome);
      else core.welcome(socket, outcome, isStranger ? knownAt(stream, address) : undefined);
    });
  }

  function forget(socket: WsSocket): void {
    sockets.delete(socket);
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

/** Ends a count when a socket has gone. */
function leaveWith(stream: Duplex, leave: Stop): void {
  if (stream.closed) leave();
  else stream.once('close', leave);
}

function isAnonymous({ session }: Pick<TokenHolder, 'session'>): boolean {
  return session?.provider === null;
}

/** It stands here, where nothing of a request is in reach: what listens to a socket lives as long as that. */
function ignore(): void {}

/** The other side may stay open for ever otherwise, and the server with it: HTTP has let go of the socket by now. */
function endWith(stream: Duplex, status: string, headers = ''): void {
  stream.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function speaksOurProtocol({ headers }: IncomingMessage): boolean {
  const offered = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim()) ?? [];
  return chooseSubprotocol(offered) !== undefined;
}
