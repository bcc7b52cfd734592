import type { wrapLanguageModel } from 'ai';
import type { MessageFile } from '../../protocol/index.ts';
import type { AnsweredCall, PromptMessage } from './chat-model.ts';

/** A model of the AI SDK, whatever version it was written for. */
export type SdkModel = ReturnType<typeof wrapLanguageModel>;
/** What it is asked with. */
export type CallOptions = Parameters<SdkModel['doStream']>[0];

type SdkMessage = CallOptions['prompt'][number];
type PartOf<Role> = Extract<SdkMessage, { role: Role }>['content'][number];
type SdkTextPart = Extract<PartOf<'user'>, { type: 'text' }>;

/** A message as models of the AI SDK take it; an assistant's calls of tools are followed by their results. */
export function toSdkMessages({ role, content, files = [], toolCalls = [] }: PromptMessage): SdkMessage[] {
  if (role === 'system') return [{ role, content }];
  if (role === 'user') return [{ role, content: [...files.map(toFilePart), ...toTextPart(content)] }];
  const calls = toolCalls.map(({ id, name, input }) => ({ type: 'tool-call' as const, toolCallId: id, toolName: name, input }));
  const said: SdkMessage = { role, content: [...toTextPart(content), ...calls] };
  return calls.length === 0 ? [said] : [said, { role: 'tool', content: toolCalls.map(toToolResult) }];
}

function toToolResult({ id, name, outcome }: AnsweredCall): PartOf<'tool'> {
  return {
    type: 'tool-result',
    toolCallId: id,
    toolName: name,
    output: outcome.type === 'failed' ? { type: 'error-text', value: outcome.error } : { type: 'text', value: textOf(outcome.output) },
  };
}

function textOf(output: unknown): string {
  return typeof output === 'string' ? output : (JSON.stringify(output) ?? '');
}

/**
 * A file as a model is given it: images and PDFs as they are. What is text goes as text, under its name, for few providers take a file
 * of that kind and all can read.
 */
function toFilePart({ name, media_type, data }: Readonly<MessageFile>): PartOf<'user'> {
  const isText = media_type.startsWith('text/') || media_type === 'application/json';
  if (!isText) return { type: 'file', mediaType: media_type, filename: name, data: { type: 'data', data } };
  return { type: 'text', text: `File ${JSON.stringify(name)} (${media_type}):\n\n${Buffer.from(data, 'base64').toString('utf8')}` };
}

/** The words of a question, if there are any: an empty text is refused by some providers. */
function toTextPart(text: string): SdkTextPart[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
