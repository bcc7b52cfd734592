import type { ToolDescription } from '../models/index.ts';

/** The call that a tool is used by. */
export interface ToolUse {
  /** The owner of the conversation, who is who asked: for others who may write there, no tool is called. */
  readonly userId: string;
  readonly conversationId: string;
  /** The answer that the call belongs to. */
  readonly messageId: string;
  readonly toolId: string;
  /** Aborted when nobody waits for the result any more. */
  readonly signal: AbortSignal;
}

/** A call whose input has been looked at. */
export interface PreparedCall {
  /** Whether a person has to allow it first. */
  readonly needsApproval: boolean;
  /** Does what the tool does. What it resolves to is logged, shown, and told to the model. */
  run(): unknown;
}

/** Something that a model can have done. */
export interface ChatTool extends ToolDescription {
  /**
   * Looks at the input of a call, and does nothing yet.
   * @throws ToolError that says what is wrong with the input.
   */
  prepare(input: unknown, use: ToolUse): PreparedCall | Promise<PreparedCall>;
}

/** What went wrong with a tool, in words for the model and the person. Any other error of a tool stays in the server's log. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}
