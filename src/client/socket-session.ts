import { createServerFrameReader, encodeFrame, subprotocols, type ClientFrame, type ServerFrame, type Welcome } from '../protocol/index.ts';
import type { ClientSocket, Environment } from './environment.ts';
import { startHeartbeat, type Heartbeat } from './heartbeat.ts';

/** Why a socket is of no more use. */
export interface Loss {
  /** The close code; 1006 where there was none. */
  readonly code: number;
  readonly message: string;
  /** It was given up because nothing came in, not closed. */
  readonly isSilence?: boolean;
  /** There was a `Welcome`. */
  readonly isWelcomed?: boolean;
  /** When the server wants this client back, in ms. */
  readonly hintMs?: number;
  /** Within what time the server wants its clients back, in ms. */
  readonly spreadMs?: number;
}

export interface SocketSessionOptions {
  url: string;
  environment: Environment;
  /** The token to present after this `Welcome`, if there is one. */
  tokenFor: (welcome: Welcome) => string | Promise<string> | undefined;
  /** How long a probe may take to its answer, in ms. */
  patienceMs: number;
  onReady: (userId: string, welcome: Welcome) => void;
  /** A token was taken; `expiresAt` by the server's clock, where it says so. */
  onAuthenticated: (expiresAt: number | undefined) => void;
  onFrame: (frame: ServerFrame) => void;
  /** Called at most once, and never after `discard`. */
  onLost: (loss: Loss) => void;
}

/** One socket, from its opening to its end. */
export interface SocketSession {
  /** Whether the frame was given to the socket: only between the handshake and the end, and only a stop while the server drains. */
  send(frame: ClientFrame): boolean;
  /** Asks for life now. */
  probe(): void;
  /** Closes the socket; nothing is called back any more. */
  discard(): void;
}

/** How long a socket may take to its `Welcome`, in ms. */
const handshakeMs = 10_000;

const connecting = 0;

/** Opens a socket and sees it through the handshake: `Welcome`, and `Authenticate` where the server did not know us. */
export function openSocketSession(options: SocketSessionOptions): SocketSession {
  const { url, environment, tokenFor, patienceMs, onReady, onAuthenticated, onFrame, onLost } = options;
  const read = createServerFrameReader();
  let phase: 'opening' | 'authenticating' | 'ready' | 'ended' = 'opening';
  let welcome: Welcome | undefined;
  let heartbeat: Heartbeat | undefined;
  let hint: Omit<Loss, 'code'> = { message: 'The connection was lost.' };
  let socket: ClientSocket | undefined;
  let cancelDeadline = environment.setTimer(handshakeMs, () => lose(1006));

  function lose(code: number, how: Pick<Loss, 'isSilence'> = {}): void {
    if (phase === 'ended') return;
    discard();
    onLost({ code, ...hint, ...how, isWelcomed: welcome !== undefined });
  }

  function discard(): void {
    phase = 'ended';
    cancelDeadline();
    heartbeat?.stop();
    if (!socket) return;
    // A socket that is closed while it connects is an error in the browser's console, and may stay open for ever elsewhere.
    const opened = socket;
    if (socket.readyState === connecting) socket.addEventListener('open', () => opened.close(1000));
    else socket.close(1000);
  }

  function receive(data: unknown): void {
    if (phase === 'ended' || typeof data !== 'string') return;
    heartbeat?.heard();
    const decoded = read(data);
    if (decoded.ok) handle(decoded.frame);
  }

  function handle(frame: ServerFrame): void {
    if (frame.type === 'Draining') hint = { ...hint, spreadMs: frame.spread_ms };
    if (frame.type === 'Error' && frame.layer === 'transport') {
      hint = { ...hint, message: frame.message, ...(frame.retry_after_ms === undefined ? {} : { hintMs: frame.retry_after_ms }) };
    }
    if (phase === 'authenticating' && welcome && frame.type === 'Authenticated') becomeReady(frame.user_id, welcome);
    if (frame.type === 'Authenticated') return onAuthenticated(frame.expires_at);
    if (phase === 'ready') return onFrame(frame);
    if (frame.type === 'Welcome' && phase === 'opening') return greet(frame);
    if (frame.type === 'Error') hint = { ...hint, message: frame.message };
    return undefined;
  }

  function greet(frame: Welcome): void {
    welcome = frame;
    if (frame.protocol !== 1) {
      hint = { message: `The server speaks version ${frame.protocol} of the protocol, this client version 1. Update the older one.` };
      return lose(4406);
    }
    let token: ReturnType<typeof tokenFor>;
    try {
      token = tokenFor(frame);
    } catch {
      return giveUpToken();
    }
    if (token === undefined) return becomeReady(frame.user_id, frame);
    phase = 'authenticating';
    if (typeof token === 'string') return transmit({ type: 'Authenticate', token });
    token.then(present, giveUpToken);
    return undefined;
  }

  /** That no token can be had now tells nothing about who somebody is, which only the server says, by 4401: the next socket asks again. */
  function giveUpToken(): void {
    lose(1006);
  }

  function present(token: string): void {
    if (phase === 'authenticating') transmit({ type: 'Authenticate', token });
  }

  function becomeReady(userId: string, frame: Welcome): void {
    phase = 'ready';
    cancelDeadline();
    heartbeat = startHeartbeat({
      environment,
      intervalMs: frame.heartbeat_ms,
      timeoutMs: patienceMs,
      ping: () => transmit({ type: 'Ping' }),
      onSilence: () => lose(1006, { isSilence: true }),
    });
    onReady(userId, frame);
  }

  function transmit(frame: ClientFrame): void {
    socket?.send(encodeFrame(frame));
  }

  try {
    socket = environment.connect(url, [...subprotocols]);
    socket.addEventListener('message', (event) => receive(event.data));
    socket.addEventListener('close', (event) => lose(event.code));
  } catch {
    hint = { message: `"${url}" is not a WebSocket address. Give one that begins with ws:// or wss://.` };
    cancelDeadline();
    cancelDeadline = environment.setTimer(0, () => lose(4400));
  }

  return {
    send(frame) {
      if (phase !== 'ready' || (hint.spreadMs !== undefined && frame.type !== 'Cancel')) return false;
      transmit(frame);
      return true;
    },
    probe: () => heartbeat?.probe(),
    discard,
  };
}
