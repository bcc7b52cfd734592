import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { ServerSocket } from './server-socket.ts';

/** A socket of `ws`, with what its server needs to see whether it lives. */
export interface WsSocket extends ServerSocket {
  /** Asks for a sign of life; false if there was none since the last time. */
  probe(): boolean;
}

/** A `ws` socket on the stream that carries it. */
export function createWsSocket(webSocket: WebSocket, stream: Duplex, address: string): WsSocket {
  let isAlive = true;
  /** What was buffered at the last probe: only if some of that has been taken since, a drained byte is a sign of life, for a probe itself drains too. */
  let bufferedAtProbe = 0;
  const sawLife = () => {
    isAlive = true;
  };
  webSocket.on('pong', sawLife);
  webSocket.on('message', sawLife);
  // What is wrong with a frame is answered by ws itself with a close code; a lost connection ends in close.
  webSocket.on('error', () => undefined);

  return {
    // Nothing waits in `ws` itself, for nothing is deflated.
    bufferedBytes: () => stream.writableLength,
    protocol: webSocket.protocol,
    address,
    send(text) {
      if (webSocket.readyState !== webSocket.OPEN) return;
      const size = Buffer.byteLength(text);
      if (size > maxSmallSize) webSocket.send(text);
      else stream.write(smallFrame(text, size));
    },
    cork(write) {
      stream.cork();
      try {
        write();
      } finally {
        stream.uncork();
      }
    },
    close: (code, reason) => webSocket.close(code, reason),
    terminate: () => webSocket.terminate(),
    listen({ onFrame, onDrain, onClose }) {
      webSocket.on('message', (data, isBinary) => onFrame(isBinary ? undefined : textOf(data)));
      stream.on('drain', onDrain);
      webSocket.on('close', onClose);
    },
    probe() {
      const hasDrained = webSocket.bufferedAmount < bufferedAtProbe;
      const wasAlive = isAlive || hasDrained;
      isAlive = false;
      bufferedAtProbe = webSocket.bufferedAmount;
      if (wasAlive && webSocket.readyState === webSocket.OPEN) webSocket.ping();
      return wasAlive;
    },
  };
}

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
