import type { Environment } from './environment.ts';

/** Resolves after a delay in milliseconds, or as soon as the signal is aborted. */
export function pause(environment: Environment, delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = () => {
      stop();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const stop = environment.after(delayMs, wake);
    signal.addEventListener('abort', wake);
  });
}
