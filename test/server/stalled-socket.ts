import type { ServerFrame } from '../../src/protocol/index.ts';
import type { ServerSocket } from '../../src/server/server-socket.ts';

/** A socket whose reader takes only what the test says. */
export function createStalledSocket() {
  const frames: ServerFrame[] = [];
  let code: number | undefined;
  let writes = 0;
  let bufferedBytes = 0;
  let corks = 0;
  let largestBuffer = 0;
  const socket: ServerSocket = {
    bufferedBytes: () => bufferedBytes,
    protocol: '',
    send(text) {
      frames.push(JSON.parse(text));
      bufferedBytes += text.length;
      largestBuffer = Math.max(largestBuffer, bufferedBytes);
      if (corks === 0) writes += 1;
    },
    cork(write) {
      const before = frames.length;
      corks += 1;
      write();
      corks -= 1;
      if (corks === 0 && frames.length > before) writes += 1;
    },
    close(with_) {
      code = with_;
    },
    terminate: () => undefined,
    listen: () => undefined,
  };
  return {
    socket,
    /** What was sent, in order. */
    frames,
    updates: () => frames.filter((frame) => frame.type === 'Update'),
    /** How often it was written to. */
    writes: () => writes,
    /** The reader takes all that is there. */
    drain: () => void (bufferedBytes = 0),
    /** What it was closed with. */
    code: () => code,
    /** The most bytes that waited at a time. */
    largestBuffer: () => largestBuffer,
  };
}
