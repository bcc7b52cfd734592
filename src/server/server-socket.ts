/** What a socket tells its connection. */
export interface SocketListener {
  /** A frame came; undefined stands for one that is not text. */
  onFrame(text: string | undefined): void;
  /** What was buffered has been taken. */
  onDrain(): void;
  onClose(): void;
}

/** One client's socket, whatever carries it. */
export interface ServerSocket {
  /** Bytes that were sent and not yet taken by the network. */
  bufferedBytes(): number;
  /** The subprotocol that was agreed on; empty if the client named none. */
  readonly protocol: string;
  /** Where it comes from, for limits. @default nowhere that is known */
  readonly address?: string;
  send(text: string): void;
  /** Writes what is sent meanwhile in one go. */
  cork(write: () => void): void;
  close(code: number, reason?: string): void;
  /** Ends it at once, without a close frame. */
  terminate(): void;
  /** Called once; what came before is told then. */
  listen(listener: SocketListener): void;
}
