import { contentOf, fromWireMessage, type WireMessage } from '../protocol/index.ts';
import type { PromptMessage } from './models/index.ts';

/**
 * What a model is asked, from the path of messages that ends with the question: the question once and last, without reasoning. An
 * earlier question whose answer has no text is left out with it (R4.13).
 */
export function promptOf(path: readonly WireMessage[]): PromptMessage[] {
  const spoken = path.map((message) => ({ role: message.role, content: contentOf(fromWireMessage(message)) }));
  return spoken.filter((message, place) => !isSilence(message) && !isSilence(spoken[place + 1]));
}

function isSilence(message: PromptMessage | undefined): boolean {
  return message?.role === 'assistant' && message.content === '';
}
