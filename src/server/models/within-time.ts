import type { Environment } from '../environment.ts';
import type { ModelDelta } from './chat-model.ts';
import { modelError } from './model-failure.ts';

/** How long a model may be silent, in milliseconds. */
export interface TimeLimits {
  /** Until its first word. */
  readonly firstTokenMs: number;
  /** Between two words. */
  readonly betweenTokensMs: number;
}

type Ask = (signal: AbortSignal) => AsyncIterable<ModelDelta>;

/**
 * What a model says, for as long as it goes on saying something. It ends at once when the signal is aborted: a model that does not listen
 * is left behind, and not waited for.
 * @throws ModelError `model_silent` when a limit has passed.
 */
export function withinTime(ask: Ask, signal: AbortSignal, limits: TimeLimits, environment: Clock): AsyncIterable<ModelDelta> {
  return { [Symbol.asyncIterator]: () => listen(ask, signal, limits, environment) };
}

type Clock = Pick<Environment, 'now' | 'after'>;

interface Listener {
  resolve(result: IteratorResult<ModelDelta, undefined>): void;
  reject(error: unknown): void;
}

const done = { done: true, value: undefined } as const;

/** Each token passes here, so there is one promise for it and no generator around it. */
function listen(
  ask: Ask,
  signal: AbortSignal,
  { firstTokenMs, betweenTokensMs }: TimeLimits,
  { now, after }: Clock,
): AsyncIterator<ModelDelta, undefined> {
  const late = new AbortController();
  const either = AbortSignal.any([signal, late.signal]);
  const model = ask(either)[Symbol.asyncIterator]();
  let heardAt: number | undefined;
  let isOver = false;
  let listener: Listener | undefined;
  let stop = after(firstTokenMs, () => late.abort());
  either.addEventListener('abort', leave);
  if (either.aborted) leave();

  /** One timer for many words: it looks how long ago the last one was. */
  function look(): void {
    const leftMs = (heardAt ?? 0) + betweenTokensMs - now();
    if (leftMs > 0) stop = after(leftMs, look);
    else late.abort();
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
    if (listener) tellOver(listener);
  }

  function tellOver({ resolve, reject }: Listener): void {
    if (late.signal.aborted && !signal.aborted) reject(modelError('model_silent'));
    else resolve(done);
  }

  function hear({ resolve }: Listener, result: IteratorResult<ModelDelta, unknown>): void {
    if (isOver) return;
    if (result.done === true) {
      end();
      return resolve(done);
    }
    const isFirst = heardAt === undefined;
    heardAt = now();
    if (isFirst) {
      stop();
      look();
    }
    resolve(result);
  }

  function fail({ reject }: Listener, error: unknown): void {
    if (isOver) return;
    end();
    reject(error);
  }

  return {
    next: () =>
      new Promise((resolve, reject) => {
        const current = { resolve, reject };
        listener = current;
        if (isOver) tellOver(current);
        else
          model.next().then(
            (result) => hear(current, result),
            (error: unknown) => fail(current, error),
          );
      }),
    return() {
      leave();
      return Promise.resolve(done);
    },
  };
}
