import type { RunError } from '../../src/protocol/index.ts';

/** What one run of the server under test is made to say. */
export interface Run {
  /** What the model was given, oldest first. */
  readonly prompt: readonly { role: string; content: string; files?: readonly { name: string; media_type: string; data: string }[] }[];
  reason(text: string): void;
  write(text: string): void;
  /** Calls a tool that needs approval, and ends its turn. */
  callGuarded(id: string): void;
  complete(): void;
  fail(error: RunError): void;
}

/** Whose a socket is that was let in. */
export interface Entered {
  readonly token: string;
  readonly userId: string;
}

/** A server under test, started. */
export interface RunningServer {
  readonly url: string;
  /** The next run that the server begins. */
  nextRun(): Promise<Run>;
  /** How many runs the server has begun. */
  runCount(): number;
  /** Sets the server's clock forward. */
  pass(ms: number): void;
  /** Signs an anonymous user in, as a page does; resolves to the headers with which the next socket of that browser comes. */
  signIn(who: Entered): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

/** One implementation of the server's side. */
export interface Target {
  readonly name: string;
  start(): Promise<RunningServer>;
}
