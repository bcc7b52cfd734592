export { callTool, type CallOptions, type CallOutcome } from './call-tool.ts';
export { ToolError, type ChatTool, type PreparedCall, type ToolUse } from './chat-tool.ts';
export { demoTools } from './demo-tools.ts';
export { defineTool, type ToolDefinition } from './define-tool.ts';
export { fromAiTools } from './from-ai-tools.ts';
export { readTools, type ServerTools } from './server-tools.ts';
export { isRunning, loggedInput, loggedOutcome, textOfError, type ToolChange } from './tool-events.ts';
export type { ToolInput } from './tool-input.ts';
