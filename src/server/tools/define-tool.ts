import type { ChatTool, ToolUse } from './chat-tool.ts';
import { toolInput, type ToolInput } from './tool-input.ts';

/** A tool with an input of its own type. */
export interface ToolDefinition<Input> {
  readonly name: string;
  readonly description: string;
  /** The form of the input, as a JSON schema for the model. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly read: (input: ToolInput) => Input;
  /** Whether a person has to allow each call first. @default false */
  readonly needsApproval?: boolean;
  readonly execute: (input: Input, use: ToolUse) => unknown;
}

/** A tool of that definition. */
export function defineTool<Input>({ read, needsApproval = false, execute, ...description }: ToolDefinition<Input>): ChatTool {
  return {
    ...description,
    prepare(given, use) {
      const input = read(toolInput(given));
      return { needsApproval, run: () => execute(input, use) };
    },
  };
}
