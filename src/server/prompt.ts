import { contentOf, filesOf, fromWireMessage, joinText, type Message, type Part, type WireMessage } from '../protocol/index.ts';
import type { AnsweredCall, PromptMessage } from './models/index.ts';

/**
 * What a model is asked, from the path of messages that ends with the question: the question once and last, without reasoning. An
 * earlier question whose answer has no text is left out with it (R4.13).
 */
export function promptOf(path: readonly WireMessage[]): PromptMessage[] {
  const spoken = path.map(fromWireMessage);
  return spoken.filter((message, place) => !isSilence(message) && !isSilence(spoken[place + 1])).flatMap(spokenIn);
}

function isSilence(message: Message | undefined): boolean {
  return message?.role === 'assistant' && contentOf(message) === '';
}

function spokenIn(message: Message): PromptMessage[] {
  if (message.role === 'assistant') return stepsOf(message);
  const files = filesOf(message);
  return [{ role: message.role, content: contentOf(message), ...(files.length === 0 ? {} : { files }) }];
}

/** An answer as the steps in which the model wrote it: some text, then calls of tools, then the text that was written knowing their results. */
export function stepsOf({ parts }: Pick<Message, 'parts'>): PromptMessage[] {
  const steps: { role: 'assistant'; content: string; toolCalls?: AnsweredCall[] }[] = [];
  for (const part of parts) {
    const last = steps.at(-1);
    if (part.type === 'text') {
      if (last && !last.toolCalls) last.content += joinText(part.text);
      else steps.push({ role: 'assistant', content: joinText(part.text) });
    }
    if (part.type === 'tool') {
      if (last) last.toolCalls = [...(last.toolCalls ?? []), answeredCall(part)];
      else steps.push({ role: 'assistant', content: '', toolCalls: [answeredCall(part)] });
    }
  }
  return steps;
}

function answeredCall({ id, name, status, input, output, truncated, error }: Extract<Part, { type: 'tool' }>): AnsweredCall {
  const call = { id, name, input: input ?? {} };
  switch (status) {
    case 'done':
      return {
        ...call,
        outcome: { type: 'done', output: truncated === true ? `${String(output)}\n[The rest was cut off.]` : (output ?? null) },
      };
    case 'denied':
      return { ...call, outcome: { type: 'failed', error: 'The person did not allow this call.' } };
    case 'failed':
      return { ...call, outcome: { type: 'failed', error: error ?? 'The tool failed.' } };
    default:
      return { ...call, outcome: { type: 'failed', error: 'The call was not carried out.' } };
  }
}
