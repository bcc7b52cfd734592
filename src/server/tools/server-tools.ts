import type { ToolSet } from 'ai';
import type { ChatTool } from './chat-tool.ts';
import { fromAiTools } from './from-ai-tools.ts';

/** Tools as a server is given them: those of the AI SDK by name, or a list of the server's own kind. */
export type ServerTools = ToolSet | readonly ChatTool[];

/** Tools as a run uses them. */
export async function readTools(tools: ServerTools): Promise<readonly ChatTool[]> {
  return isList(tools) ? tools : fromAiTools(tools);
}

function isList(tools: ServerTools): tools is readonly ChatTool[] {
  return Array.isArray(tools);
}
