import type { Environment } from '../environment.ts';
import { untilAborted } from '../until-aborted.ts';
import type { ModelDelta } from './chat-model.ts';
import { modelError } from './model-failure.ts';

/** How long a model may be silent, in milliseconds. */
export interface TimeLimits {
  /** Until its first word. */
  readonly firstTokenMs: number;
  /** Between two words. */
  readonly betweenTokensMs: number;
}

/**
 * What a model says, for as long as it goes on saying something. It ends at once when the signal is aborted.
 * @throws ModelError `model_silent` when a limit has passed.
 */
export async function* withinTime(
  ask: (signal: AbortSignal) => AsyncIterable<ModelDelta>,
  signal: AbortSignal,
  { firstTokenMs, betweenTokensMs }: TimeLimits,
  { now, after }: Pick<Environment, 'now' | 'after'>,
): AsyncGenerator<ModelDelta, void, undefined> {
  const late = new AbortController();
  const either = AbortSignal.any([signal, late.signal]);
  let heardAt: number | undefined;
  let stop = after(firstTokenMs, () => late.abort());

  /** One timer for many words: it looks how long ago the last one was. */
  function look(): void {
    const leftMs = (heardAt ?? 0) + betweenTokensMs - now();
    if (leftMs > 0) stop = after(leftMs, look);
    else late.abort();
  }

  try {
    for await (const delta of untilAborted(ask(either), either)) {
      const isFirst = heardAt === undefined;
      heardAt = now();
      if (isFirst) {
        stop();
        look();
      }
      yield delta;
    }
  } finally {
    stop();
  }
  if (late.signal.aborted && !signal.aborted) throw modelError('model_silent');
}
