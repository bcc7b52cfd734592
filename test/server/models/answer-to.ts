import type { AnsweredCall, ChatModel, PromptMessage } from '../../../src/server/models/index.ts';
import type { ChatTool } from '../../../src/server/tools/index.ts';

/** Asks a model, carries out what it calls unless that needs approval, which is denied, and gives its last turn's text. */
export async function answerTo(
  model: ChatModel,
  tools: readonly ChatTool[],
  question: string,
): Promise<{ calls: AnsweredCall[]; content: string }> {
  const messages: PromptMessage[] = [{ role: 'user', content: question }];
  const calls: AnsweredCall[] = [];
  const signal = new AbortController().signal;
  for (;;) {
    const made: AnsweredCall[] = [];
    let content = '';
    for await (const delta of model.stream({ messages, tools, useReasoning: false, signal })) {
      if (delta.type === 'content') content += delta.text;
      if (delta.type === 'tool-call')
        made.push({ id: delta.id, name: delta.name, input: delta.input, outcome: await carryOut(tools, delta) });
    }
    if (made.length === 0) return { calls, content };
    calls.push(...made);
    messages.push({ role: 'assistant', content, toolCalls: made });
  }
}

async function carryOut(
  tools: readonly ChatTool[],
  { id, name, input }: Pick<AnsweredCall, 'id' | 'name' | 'input'>,
): Promise<AnsweredCall['outcome']> {
  const use = { userId: 'u', conversationId: 'c', messageId: 'm', toolId: id, signal: new AbortController().signal };
  const call = await tools.find((tool) => tool.name === name)?.prepare(input, use);
  return call && !call.needsApproval ? { type: 'done', output: await call.run() } : { type: 'failed', error: 'It was denied.' };
}
