import type { Gap } from './frame-scanner.ts';

/** How a connection is torn: by a reset, or in good order but without a close frame. */
export type Tear = 'reset' | 'end';

/** Where one way of a connection is torn: in the first gap of that kind from so many bytes on. */
export interface Cut {
  readonly afterBytes: number;
  readonly in: Gap | 'any';
  readonly tear: Tear;
}

/** What one way of a connection does to its bytes. */
export interface Line {
  readonly delayMs: number;
  /** At most so much is added to the delay of each chunk; their order is kept. */
  readonly jitterMs: number;
  readonly bytesPerSecond: number;
  /** As they come, one byte at a time, or gathered into large ones. */
  readonly writes: 'plain' | 'bytes' | 'gathered';
  /** Held: they come once the line is mended. Lost: never, and neither does anything after them. */
  readonly flow: 'open' | 'held' | 'lost';
  /** Lost: the close frame never comes, and neither does anything after it. */
  readonly closeFrames: 'kept' | 'lost';
  readonly cut: Cut | undefined;
}

/** A line without a fault. */
export const goodLine: Line = {
  delayMs: 0,
  jitterMs: 0,
  bytesPerSecond: Infinity,
  writes: 'plain',
  flow: 'open',
  closeFrames: 'kept',
  cut: undefined,
};

/** From the client to the server, or back. */
export type Way = 'up' | 'down';

/** What can be wrong with a network. */
export type Fault =
  /** Nobody listens. */
  | { readonly type: 'refuse' }
  /** Connections are accepted, and never answered. */
  | { readonly type: 'silence' }
  /** The upgrade is answered by a refusal. */
  | { readonly type: 'status'; readonly status: number }
  | { readonly type: 'line'; readonly ways: readonly Way[]; readonly line: Partial<Line> };

/** A line that can change while bytes are on their way. */
export interface ChangingLine {
  now(): Line;
  change(line: Partial<Line>): void;
  /** Resolves as soon as the line does not hold its bytes back. */
  flowing(): Promise<void>;
}

/** A line that begins as the given one. */
export function createChangingLine(start: Line): ChangingLine {
  let line = start;
  let released = Promise.withResolvers<void>();
  return {
    now: () => line,
    change(next) {
      line = { ...line, ...next };
      if (line.flow === 'held') return;
      released.resolve();
      released = Promise.withResolvers();
    },
    flowing: async () => {
      while (line.flow === 'held') await released.promise;
    },
  };
}
