import type { Environment } from '../environment.ts';
import type { ChatModel, ModelDelta, ModelRequest } from './chat-model.ts';
import { modelError } from './model-failure.ts';

/** How long a model may be silent, in milliseconds. */
export interface TimeLimits {
  /** Until its first word. */
  readonly firstTokenMs: number;
  /** Between two words. */
  readonly betweenTokensMs: number;
}

/** How many times as long as between two words a model may go on without one, such as while it writes the input of a tool. */
const busyTimes = 10;

/** What it takes to hear a model. */
export interface HearOptions {
  readonly ask: (signal: ModelRequest['signal']) => ReturnType<ChatModel['stream']>;
  /** Hears each piece as it comes. What it returns is waited for before the next one; what it throws ends all. */
  readonly hear: (delta: ModelDelta) => Promise<void> | undefined;
  /** Told once, before the first piece that is more than a sign of life. */
  readonly onBegun: () => void;
  readonly signal: AbortSignal;
  readonly limits: TimeLimits;
  readonly environment: Pick<Environment, 'now' | 'after'>;
}

/**
 * Hears a model for as long as it goes on saying something, and resolves when it has ended. That is at once when the signal is aborted: a model
 * that does not listen is left behind, and not waited for. Each token passes here, so none costs more than the promise that brings it.
 * @throws ModelError `model_silent` when a limit has passed, `model_broken` when it says what cannot be read.
 */
export async function withinTime({ ask, hear, onBegun, signal, limits, environment }: HearOptions): Promise<void> {
  const { firstTokenMs, betweenTokensMs } = limits;
  const { now, after } = environment;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  /** Aborted when the model was silent for too long, or is not wanted any more. */
  const left = new AbortController();
  const either = AbortSignal.any([signal, left.signal]);
  const model = ask(either)[Symbol.asyncIterator]();
  let heardAt: number | undefined;
  /** When it last said something that brings its answer on. */
  let saidAt = 0;
  let hasBegun = false;
  let isOver = false;
  let stop = after(firstTokenMs, () => left.abort());
  either.addEventListener('abort', leave);
  if (either.aborted) leave();
  else listen();
  return promise;

  function listen(): void {
    if (isOver) return;
    try {
      model.next().then(take, fail);
    } catch (error) {
      fail(error);
    }
  }

  function take(result: IteratorResult<ModelDelta>): void {
    if (isOver) return;
    if (result.done === true) {
      end();
      return resolve();
    }
    const { value: delta } = result;
    const isFirst = heardAt === undefined;
    heardAt = now();
    if (isFirst || isWord(delta)) saidAt = heardAt;
    if (isFirst) {
      stop();
      look();
    }
    try {
      if (!isReadable(delta)) throw modelError('model_broken');
      if (!hasBegun && delta.type !== 'working') {
        hasBegun = true;
        onBegun();
      }
      const room = hear(delta);
      if (room) room.then(listen, refuse);
      else listen();
    } catch (error) {
      refuse(error);
    }
  }

  /** One timer for many words: it looks how long ago the last one was. */
  function look(): void {
    const leftMs = Math.min((heardAt ?? 0) + betweenTokensMs, saidAt + busyTimes * betweenTokensMs) - now();
    if (leftMs > 0) stop = after(leftMs, look);
    else left.abort();
  }

  /** A signal that is made of others lives for as long as someone listens to it, and with it all that the listener holds. */
  function end(): void {
    isOver = true;
    stop();
    either.removeEventListener('abort', leave);
  }

  function leave(): void {
    if (isOver) return;
    end();
    model.return?.().catch(() => undefined);
    if (left.signal.aborted && !signal.aborted) reject(modelError('model_silent'));
    else resolve();
  }

  function refuse(error: unknown): void {
    reject(error);
    left.abort();
  }

  function fail(error: unknown): void {
    if (isOver) return;
    end();
    reject(error);
  }
}

/** Whether a piece is more than a sign of life. */
function isWord(delta: ModelDelta): boolean {
  if (delta?.type === 'content' || delta?.type === 'reasoning') return delta.text !== '';
  return delta?.type !== 'working';
}

/** A model may be anybody's, in any language. */
function isReadable(delta: ModelDelta): boolean {
  switch (delta?.type) {
    case 'content':
    case 'reasoning':
      return typeof delta.text === 'string';
    case 'tool-call':
      return typeof delta.id === 'string' && typeof delta.name === 'string';
    case 'finish':
      return typeof delta.finish_reason === 'string';
    default:
      return delta?.type === 'working';
  }
}
