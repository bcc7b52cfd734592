import type { ToolPart, ToolUpdate } from '../../protocol/index.ts';
import { boundedJson } from './bounded-json.ts';
import type { CallOutcome } from './call-tool.ts';
import { ToolError } from './chat-tool.ts';

/** What an event says of a call. */
export type ToolChange = ToolUpdate['tool'];

/** The most bytes of JSON in an input or an output, so that the frame that carries it keeps to 64 KiB (R5.6, R6.7). */
const maxBytes = 60 * 1024;

/** What a model asks for, as the log takes it; undefined if its input is too long. */
export function loggedInput(input: unknown): { readonly input: unknown } | undefined {
  const { value, truncated } = boundedJson(input ?? {}, maxBytes);
  return truncated ? undefined : { input: value };
}

/** How a call ended, as the log takes it. */
export function loggedOutcome(id: string, outcome: Exclude<CallOutcome, { type: 'left' }>): ToolChange {
  if (outcome.type === 'failed') return { id, status: 'failed', error: textOfError(outcome.error) };
  const { value, truncated } = boundedJson(outcome.output, maxBytes);
  return { id, status: 'done', output: value, ...(truncated ? { truncated } : {}) };
}

/** Nothing but what a tool says is safe to show reaches a person, or the model. */
export function textOfError(error: unknown): string {
  if (!(error instanceof ToolError)) return 'The tool failed.';
  return String(boundedJson(error.message, 2048).value);
}

/** Whether a call waits for its turn or is being carried out. */
export function isRunning({ status, ended_at }: Pick<ToolPart, 'status' | 'ended_at'>): boolean {
  return status === 'running' && ended_at === undefined;
}
