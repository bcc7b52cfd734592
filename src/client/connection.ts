import { afterClose, closeCodes, type ClientFrame, type ServerFrame, type Welcome } from '../protocol/index.ts';
import { backoff } from './backoff.ts';
import { firstMemory, transition, type ConnectionEvent, type ConnectionState } from './connection-state.ts';
import type { Environment } from './environment.ts';
import type { PageSignal } from './page-lifecycle.ts';
import { openSocketSession, type Loss, type SocketSession } from './socket-session.ts';

/** Gives the token of who is signed in: asked for on each connection, and again before it expires. Where it fails it is asked again later. */
export type GetToken = () => string | Promise<string>;

/** Who an anonymous client is, for servers that it keeps no cookie of. */
interface Credentials {
  readonly userId: string;
  readonly token: string;
}

export interface ConnectionOptions {
  url: string;
  environment: Environment;
  /** A fresh token of who is signed in; absent where cookies say it. */
  getToken: GetToken | undefined;
  /** A socket is ready for frames, in the name of this user. */
  onLive: (userId: string, welcome: Welcome) => void;
  onFrame: (frame: ServerFrame) => void;
  /** Whether something that was asked for has not come. */
  isAwaiting: () => boolean;
  onState: (state: ConnectionState) => void;
  /** The present socket is gone, with this close code. */
  onLost: (code: number) => void;
}

export interface Connection {
  state(): ConnectionState;
  open(): void;
  close(): void;
  /** Does not wait for the next retry. */
  retryNow(): void;
  /** Whether the frame was given to a live socket. */
  send(frame: ClientFrame): boolean;
}

/** How long a live socket may take to show life when asked, in ms. It doubles while large answers do not come through in time. */
const firstPatienceMs = 5_000;
const lastPatienceMs = 300_000;

/** How long before it expires a token is renewed, in ms. */
const renewalMs = 60_000;

/** One socket at a time, replaced when it is lost; `transition` says when, this carries it out. */
export function createConnection({
  url,
  environment,
  getToken,
  onLive,
  onFrame,
  isAwaiting,
  onState,
  onLost,
}: ConnectionOptions): Connection {
  let memory = firstMemory;
  let session: SocketSession | undefined;
  let credentials: Credentials | undefined;
  let cancelRetry: (() => void) | undefined;
  let cancelRenewal: (() => void) | undefined;
  let serverAheadMs = 0;
  let stopListening: (() => void) | undefined;
  let patienceMs = firstPatienceMs;

  function dispatch(event: ConnectionEvent): void {
    const before = memory.state;
    memory = transition(memory, event);
    const { state } = memory;
    if (state === before) return;
    // The timer stays as it is: by now the clock may have been set.
    if (event.type === 'offline') return onState(state);
    cancelRetry?.();
    cancelRetry = undefined;
    if (state.status === 'connecting') session = openSession();
    else if (state.status !== 'live') endSession();
    if (state.status === 'waiting' || state.status === 'offline') {
      cancelRetry = environment.setTimer(state.retryAt - environment.now(), () => dispatch({ type: 'retry' }));
    }
    onState(state);
  }

  function endSession(): void {
    cancelRenewal?.();
    session?.discard();
    session = undefined;
  }

  /** A server that takes this socket for somebody new is told who we are. */
  function tokenFor({ token, user_id }: Welcome): ReturnType<GetToken> | undefined {
    if (getToken) return getToken();
    return token !== undefined && credentials?.userId !== user_id ? credentials?.token : undefined;
  }

  function renewBefore(expiresAt: number | undefined): void {
    cancelRenewal?.();
    if (!getToken || expiresAt === undefined) return;
    const leftMs = expiresAt - serverAheadMs - environment.now();
    cancelRenewal = environment.setTimer(Math.max(leftMs - renewalMs, leftMs / 2), () => void renew(getToken));
  }

  /** Whoever gets no new token goes on with the old one, until the server closes the socket for it. */
  async function renew(getNewToken: GetToken): Promise<void> {
    const renewing = session;
    try {
      const token = await getNewToken();
      if (renewing === session) session?.send({ type: 'Authenticate', token });
    } catch {
      // The old one holds.
    }
  }

  function openSession(): SocketSession {
    return openSocketSession({
      url,
      environment,
      tokenFor,
      patienceMs,
      onAuthenticated: renewBefore,
      onFrame(frame) {
        onFrame(frame);
        if (!isAwaiting()) patienceMs = firstPatienceMs;
      },
      onReady(userId, welcome) {
        serverAheadMs = welcome.now - environment.now();
        const isSomebodyNew = welcome.user_id === userId && credentials?.userId !== userId;
        if (isSomebodyNew) credentials = welcome.token === undefined ? undefined : { userId, token: welcome.token };
        dispatch({ type: 'welcomed', userId, now: environment.now() });
        onLive(userId, welcome);
      },
      onLost: lose,
    });
  }

  function lose(loss: Loss): void {
    if (loss.code === closeCodes.unauthorized) credentials = undefined;
    if (loss.isSilence) patienceMs = Math.min(patienceMs * 2, lastPatienceMs);
    onLost(loss.code);
    dispatch({
      type: 'lost',
      code: loss.code,
      after: afterClose(loss.code),
      message: loss.message,
      isWelcomed: loss.isWelcomed ?? false,
      delayMs: (attempt) => delayAfter(loss, attempt),
      isOnline: environment.page.isOnline(),
      now: environment.now(),
    });
  }

  function delayAfter({ code, spreadMs, hintMs = 0 }: Loss, attempt: number): number {
    if (spreadMs !== undefined) return environment.random() * spreadMs;
    return (code === closeCodes.tooMany ? hintMs : 0) + backoff(attempt, environment.random);
  }

  /** Whatever the page tells is a reason to look: at the live socket, or for a new one. */
  function look(signal: PageSignal): void {
    if (signal === 'pagehide') return suspend();
    if (memory.state.status === 'live') session?.probe();
    else if (signal === 'offline') dispatch({ type: 'offline' });
    else retryWaiting();
  }

  /** A page that goes, perhaps into the back/forward cache, leaves nothing open behind it; `pageshow` brings it back. */
  function suspend(): void {
    session?.discard();
    lose({ code: closeCodes.done, message: 'The page was left.' });
  }

  function retryWaiting(): void {
    const { status } = memory.state;
    if (status === 'waiting' || status === 'offline') dispatch({ type: 'retry' });
  }

  return {
    state: () => memory.state,
    open() {
      stopListening ??= environment.page.listen(look);
      dispatch({ type: 'open' });
    },
    close() {
      stopListening?.();
      stopListening = undefined;
      dispatch({ type: 'close' });
    },
    retryNow: () => dispatch({ type: 'retry' }),
    send: (frame) => session?.send(frame) ?? false,
  };
}
