import type { ToolSet } from 'ai';
import { ToolError, type ChatTool, type ToolUse } from './chat-tool.ts';

/**
 * Tools of the AI SDK as the server uses them, with their `needsApproval`.
 * @throws Error that names a tool without `execute`: one that a browser or a provider runs is not for a server.
 */
export async function fromAiTools(tools: ToolSet): Promise<ChatTool[]> {
  return Promise.all(Object.entries(tools).map(([name, tool]) => fromAiTool(name, tool)));
}

async function fromAiTool(name: string, tool: ToolSet[string]): Promise<ChatTool> {
  const { asSchema } = await import('ai');
  // oxlint-disable-next-line typescript/no-deprecated -- the AI SDK's other way is an option of its own loop, which is not used here
  const { description, execute, needsApproval = false } = tool;
  if (!execute) throw new Error(`The tool ${name} has no execute function, so the server cannot run it. Give it one, or leave it out.`);
  const schema = asSchema(tool.inputSchema);
  return {
    name,
    description: typeof description === 'string' ? description : '',
    inputSchema: { ...(await schema.jsonSchema) },
    async prepare(given, use) {
      const checked = await schema.validate?.(given);
      if (checked?.success === false) throw new ToolError('The input does not fit the schema of the tool.', { cause: checked.error });
      const input: unknown = checked ? checked.value : given;
      const options = toOptions(use);
      return {
        needsApproval: typeof needsApproval === 'function' ? await needsApproval(input, options) : needsApproval,
        run: () => lastOf(execute(input, options)),
      };
    },
  };
}

function toOptions({ toolId, signal, ...context }: ToolUse) {
  return { toolCallId: toolId, messages: [], abortSignal: signal, context };
}

/** A tool may yield what it has so far; the last is its result. */
async function lastOf(result: unknown): Promise<unknown> {
  if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) return result;
  let last: unknown;
  for await (const item of result as AsyncIterable<unknown>) last = item; // it says that it is one
  return last;
}
