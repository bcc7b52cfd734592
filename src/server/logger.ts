/** What goes with a line of the log: ids and numbers, never a token, a key or what people wrote. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where the server tells its operator what happened. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Tells nobody. */
export const silentLogger: Logger = { info: () => undefined, error: () => undefined };
