import type { Logger, LogFields } from '../logger.ts';

/** Writes one line of JSON for each thing that happened. Of an error it gives the message alone: a stack may carry what must not be kept. */
export function createStreamLogger(stream: { write(text: string): unknown }, now: () => number): Logger {
  const write = (level: string) => (message: string, fields?: LogFields) => {
    const line = { time: new Date(now()).toISOString(), level, message, ...fields };
    stream.write(`${JSON.stringify(line, (_, value: unknown) => (value instanceof Error ? `${value.name}: ${value.message}` : value))}\n`);
  };
  return { info: write('info'), error: write('error') };
}
