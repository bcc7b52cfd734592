import { contentOf, filesOf, fromWireMessage, type WireMessage } from '../protocol/index.ts';
import type { PromptMessage } from './models/index.ts';

/**
 * What a model is asked, from the path of messages that ends with the question: the question once and last, without reasoning. An
 * earlier question whose answer has no text is left out with it (R4.13).
 */
export function promptOf(path: readonly WireMessage[]): PromptMessage[] {
  const spoken = path.map((message) => spokenIn(message));
  return spoken.filter((message, place) => !isSilence(message) && !isSilence(spoken[place + 1]));
}

function spokenIn(message: WireMessage): PromptMessage {
  const { role, ...held } = fromWireMessage(message);
  const files = filesOf(held);
  return { role, content: contentOf({ role, ...held }), ...(files.length === 0 ? {} : { files }) };
}

function isSilence(message: PromptMessage | undefined): boolean {
  return message?.role === 'assistant' && message.content === '';
}
