import type { Environment } from '../environment.ts';
import { ToolError, type PreparedCall } from './chat-tool.ts';

/** How a call ended. `left`: nobody wants to know any more. */
export type CallOutcome =
  | { readonly type: 'done'; readonly output: unknown }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'left' };

/** What a call needs besides itself. */
export interface CallOptions {
  /** Prepares the call, with a signal that is aborted when nobody waits for it any more. */
  readonly prepare: (signal: AbortSignal) => Pick<PreparedCall, 'run'> | Promise<Pick<PreparedCall, 'run'>>;
  readonly signal: AbortSignal;
  /** The longest that it may take, in milliseconds. */
  readonly limitMs: number;
  readonly environment: Pick<Environment, 'after'>;
}

/** Makes a call, unless it is not wanted any more by then. One that takes too long, or is not wanted later, is left behind and not waited for. */
export async function callTool({ prepare, signal, limitMs, environment }: CallOptions): Promise<CallOutcome> {
  const late = new AbortController();
  const either = AbortSignal.any([signal, late.signal]);
  const { promise: ended, resolve } = Promise.withResolvers<CallOutcome>();
  const onAbort = () => {
    const error = new ToolError(`The tool took longer than ${Math.round(limitMs / 1000)} s.`);
    resolve(signal.aborted ? { type: 'left' } : { type: 'failed', error });
  };
  const stop = environment.after(limitMs, () => late.abort());
  either.addEventListener('abort', onAbort);
  if (either.aborted) onAbort();
  Promise.resolve(either)
    .then((wanted) => (wanted.aborted ? undefined : prepare(wanted)))
    .then((call) => (either.aborted ? undefined : call?.run()))
    .then(
      (output) => resolve({ type: 'done', output }),
      (error: unknown) => resolve({ type: 'failed', error }),
    );
  try {
    return await ended;
  } finally {
    stop();
    either.removeEventListener('abort', onAbort);
  }
}
