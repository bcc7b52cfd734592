import { v4 } from 'uuid';
import { createServerFrameReader, encodeFrame, type ClientFrame, type ServerFrame } from '../../src/protocol/index.ts';

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;

/** A raw client: it sends what it is told, keeps what it gets, and knows nothing of the rules. */
export interface ChatSocket {
  readonly frames: readonly ServerFrame[];
  /** Each frame as it came. */
  readonly texts: readonly string[];
  /** Bytes of each frame that came. */
  readonly sizes: readonly number[];
  readonly protocol: () => string;
  send(frame: ClientFrame): void;
  sendRaw(data: string | Uint8Array<ArrayBuffer>): void;
  /** The first frame of that type, behind the one that was returned last, for which the predicate holds. */
  next<Type extends ServerFrame['type']>(type: Type, predicate?: (frame: FrameOf<Type>) => boolean): Promise<FrameOf<Type>>;
  /** Resolves with the code when the socket has closed. */
  readonly closed: Promise<number>;
  close(): Promise<number>;
}

/** Opens a raw socket with the global WebSocket, which is what msw stands in for. Only that of Node.js takes headers. */
export function openChatSocket(url: string, protocols: string[] = [], headers: Readonly<Record<string, string>> = {}): ChatSocket {
  const withHeaders = { protocols, headers } as unknown as string[]; // the types are those of browsers
  const socket = new WebSocket(url, Object.keys(headers).length === 0 ? protocols : withHeaders);
  const readFrame = createServerFrameReader();
  const frames: ServerFrame[] = [];
  const sizes: number[] = [];
  const texts: string[] = [];
  const lookers = new Set<() => void>();
  let read = 0;

  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  const opened = new Promise<void>((resolve) => socket.addEventListener('open', () => resolve()));
  socket.addEventListener('message', ({ data }) => {
    const decoded = readFrame(String(data));
    if (!decoded.ok) throw new Error(`The server sent what is no frame: ${decoded.message} ${String(data).slice(0, 200)}`);
    frames.push(decoded.frame);
    texts.push(String(data));
    sizes.push(Buffer.byteLength(String(data)));
    for (const look of lookers) look();
  });

  async function sendRaw(data: string | Uint8Array<ArrayBuffer>): Promise<void> {
    await opened;
    socket.send(data);
  }

  return {
    frames,
    texts,
    sizes,
    protocol: () => socket.protocol,
    send: (frame) => void sendRaw(encodeFrame(frame)),
    sendRaw: (data) => void sendRaw(data),
    next(type, predicate = () => true) {
      return new Promise((resolve, reject) => {
        function look(): void {
          for (let place = read; place < frames.length; place += 1) {
            const frame = frames[place] as FrameOf<typeof type>; // its type is looked at before anything else
            if (frame.type !== type || !predicate(frame)) continue;
            read = place + 1;
            lookers.delete(look);
            resolve(frame);
            return;
          }
        }
        lookers.add(look);
        look();
        void closed.then((code) => reject(new Error(`The socket closed with ${code} before a ${type} came.`)));
      });
    },
    closed,
    close() {
      socket.close();
      return closed;
    },
  };
}

/** A question with a new id. */
export function question(
  content: string,
  more: Partial<Extract<ClientFrame, { type: 'Message' }>> = {},
): Extract<ClientFrame, { type: 'Message' }> {
  return { type: 'Message', id: v4(), content, ...more };
}
