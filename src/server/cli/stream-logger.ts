import type { Logger, LogFields } from '../logger.ts';

/** Writes one line for each thing that happened. Of an error it gives the message alone: a stack may carry what must not be kept. */
export function createStreamLogger(stream: { write(text: string): unknown }, now: () => number): Logger {
  const write = (level: string) => (message: string, fields?: LogFields) => {
    const words = Object.entries(fields ?? {}).map(([name, value]) => ` ${name}=${show(value)}`);
    stream.write(`${new Date(now()).toISOString()} ${level} ${message}${words.join('')}\n`);
  };
  return { info: write('info'), error: write('error') };
}

function show(value: unknown): string {
  return JSON.stringify(value instanceof Error ? `${value.name}: ${value.message}` : value) ?? 'undefined';
}
