import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { ServerSocket, SocketListener } from './server-socket.ts';

/** A socket of `ws`, with what its server needs to see whether it lives. */
export interface WsSocket extends ServerSocket {
  /** Asks for a sign of life; false if there was none since the last time. */
  probe(): boolean;
}

/** A `ws` socket on the stream that carries it. `onClosed` is told before its listener is. */
export function createWsSocket(webSocket: WebSocket, stream: Duplex, address: string, onClosed?: (socket: WsSocket) => void): WsSocket {
  const socket = new StreamSocket(webSocket, stream, address);
  webSocket.on('error', ignore);
  webSocket.on('pong', () => socket.sawLife());
  webSocket.on('message', (data, isBinary) => socket.sawFrame(isBinary ? undefined : textOf(data)));
  webSocket.on('close', () => {
    onClosed?.(socket);
    socket.sawClose();
  });
  return socket;
}

/** A class, as there are thousands that say nothing: closures of their own would weigh more than all that is known of them. */
class StreamSocket implements WsSocket {
  readonly address: string;
  readonly #webSocket: WebSocket;
  readonly #stream: Duplex;
  /** Then `ws` itself holds what waits for its turn to be deflated, and nothing may go past it. */
  readonly #isDeflated: boolean;
  #listener: SocketListener | undefined;
  #isAlive = true;
  /** What was buffered at the last probe: only if some of that has been taken since, a drained byte is a sign of life, for a probe itself drains too. */
  #bufferedAtProbe = 0;

  constructor(webSocket: WebSocket, stream: Duplex, address: string) {
    this.#webSocket = webSocket;
    this.#stream = stream;
    this.#isDeflated = webSocket.extensions !== '';
    this.address = address;
  }

  get protocol(): string {
    return this.#webSocket.protocol;
  }

  bufferedBytes(): number {
    return this.#isDeflated ? this.#webSocket.bufferedAmount : this.#stream.writableLength;
  }

  send(text: string): void {
    if (this.#webSocket.readyState !== this.#webSocket.OPEN) return;
    if (this.#isDeflated) return this.#webSocket.send(text, () => this.#listener?.onDrain());
    const size = Buffer.byteLength(text);
    if (size > maxSmallSize) this.#webSocket.send(text);
    else this.#stream.write(smallFrame(text, size));
  }

  cork(write: () => void): void {
    this.#stream.cork();
    try {
      write();
    } finally {
      this.#stream.uncork();
    }
  }

  close(code: number, reason?: string): void {
    this.#webSocket.close(code, reason);
  }

  terminate(): void {
    this.#webSocket.terminate();
  }

  listen(listener: SocketListener): void {
    this.#listener = listener;
    this.#stream.on('drain', listener.onDrain);
  }

  probe(): boolean {
    const buffered = this.bufferedBytes();
    const wasAlive = this.#isAlive || buffered < this.#bufferedAtProbe;
    this.#isAlive = false;
    this.#bufferedAtProbe = buffered;
    if (wasAlive && this.#webSocket.readyState === this.#webSocket.OPEN) this.#webSocket.ping();
    return wasAlive;
  }

  sawLife(): void {
    this.#isAlive = true;
  }

  sawFrame(text: string | undefined): void {
    this.#isAlive = true;
    this.#listener?.onFrame(text);
  }

  sawClose(): void {
    this.#listener?.onClose();
  }
}

/** What is wrong with a frame is answered by ws itself with a close code; a lost connection ends in close. */
function ignore(): void {}

/** What is at most so long, in bytes, is framed here; one byte says so. */
const maxSmallSize = 125;

/** A whole text frame in one buffer. `ws` writes two, and gathers them for the network each time: a fifth of what a token costs there. */
function smallFrame(text: string, size: number): Buffer {
  const frame = Buffer.allocUnsafe(2 + size);
  frame[0] = 0x81;
  frame[1] = size;
  frame.write(text, 2);
  return frame;
}

/** A text frame's data is a buffer, unless its socket was told to give it otherwise. */
function textOf(data: RawData): string | undefined {
  return Buffer.isBuffer(data) ? data.toString() : undefined;
}
