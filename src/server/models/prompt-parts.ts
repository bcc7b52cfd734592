import type { FilePart, ModelMessage, TextPart, ToolResultPart } from 'ai';
import type { MessageFile } from '../../protocol/index.ts';
import type { AnsweredCall, PromptMessage } from './chat-model.ts';

/** A message as the AI SDK takes it; an assistant's calls of tools are followed by their results. The system's words go another way. */
export function toModelMessages({ role, content, files, toolCalls = [] }: PromptMessage): ModelMessage[] {
  if (role === 'system') return [];
  if (role === 'user') return [{ role, content: files ? [...files.map(toFilePart), ...toTextPart(content)] : content }];
  if (toolCalls.length === 0) return [{ role, content }];
  const calls = toolCalls.map(({ id, name, input }) => ({ type: 'tool-call' as const, toolCallId: id, toolName: name, input }));
  return [
    { role, content: [...toTextPart(content), ...calls] },
    { role: 'tool', content: toolCalls.map(toToolResult) },
  ];
}

function toToolResult({ id, name, outcome }: AnsweredCall): ToolResultPart {
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
function toFilePart({ name, media_type, data }: Readonly<MessageFile>): FilePart | TextPart {
  const isText = media_type.startsWith('text/') || media_type === 'application/json';
  if (!isText) return { type: 'file', mediaType: media_type, filename: name, data };
  return { type: 'text', text: `File ${JSON.stringify(name)} (${media_type}):\n\n${Buffer.from(data, 'base64').toString('utf8')}` };
}

/** The words of a question, if there are any: an empty text is refused by some providers. */
function toTextPart(text: string): TextPart[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
