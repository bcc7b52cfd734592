import type { Logger, LogFields } from '../logger.ts';

/** How far back the causes of an error are followed. */
const maxCauses = 4;

/**
 * Writes one line of JSON for each thing that happened. Of an error it gives the message, and the kinds of its causes: a stack, or what a
 * provider answered, may carry what must not be kept.
 */
export function createStreamLogger(stream: { write(text: string): unknown }, now: () => number): Logger {
  const write = (level: string) => (message: string, fields?: LogFields) => {
    const line = { time: new Date(now()).toISOString(), level, message, ...fields };
    stream.write(`${JSON.stringify(line, (_, value: unknown) => (value instanceof Error ? textOf(value) : value))}\n`);
  };
  return { info: write('info'), error: write('error') };
}

function textOf(error: Error): string {
  const kinds: string[] = [];
  for (let { cause } = error; cause instanceof Error && kinds.length < maxCauses; cause = cause.cause) kinds.push(kindOf(cause));
  return `${error.name}: ${error.message}${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}`;
}

/** Such as `AI_APICallError 429`, or `Error ECONNREFUSED`. */
function kindOf(error: Error): string {
  const status = 'statusCode' in error ? error.statusCode : undefined;
  const code = 'code' in error ? error.code : undefined;
  const mark = status ?? code;
  return typeof mark === 'string' || typeof mark === 'number' ? `${error.name} ${mark}` : error.name;
}
