import type { PromptMessage } from './chat-model.ts';

/** A prompt that a model can take in. */
export interface FittedPrompt {
  readonly messages: readonly PromptMessage[];
  /** How many messages at its front the model is not given. */
  readonly omitted: number;
  /** What it weighs about, counted from above. */
  readonly tokens: number;
}

/** What a prompt leaves for the answer. */
const answerShare = 0.25;
/** What a message weighs beside its text, in tokens. */
const messageTokens = 8;
/** What an image weighs. */
const imageTokens = 1600;

/** Leaves out whole messages, oldest first, until the rest fits. The system's words, the question and what follows it stay whatever they weigh. */
export function fitPrompt(messages: readonly PromptMessage[], contextTokens: number = Number.POSITIVE_INFINITY): FittedPrompt {
  const room = contextTokens * (1 - answerShare);
  const weights = messages.map(tokensOf);
  const question = messages.findLastIndex(({ role }) => role === 'user');
  let weight = weights.reduce((sum, tokens) => sum + tokens, 0);
  const kept = messages.filter((message, place) => {
    if (message.role === 'system' || place >= question || weight <= room) return true;
    weight -= weights[place] ?? 0;
    return false;
  });
  if (kept.length === messages.length) return { messages, omitted: 0, tokens: weight };
  // An answer whose question has gone would be the first thing said, which some providers refuse.
  const first = kept.findIndex(({ role }) => role === 'user');
  const whole = kept.filter(({ role }, place) => role === 'system' || place >= first);
  return { messages: whole, omitted: messages.length - whole.length, tokens: weight };
}

/** Tokens, counted from above: three bytes each, where English has four and Chinese three. */
function tokensOf({ content, files = [], toolCalls }: PromptMessage): number {
  const bytes = Buffer.byteLength(content) + (toolCalls === undefined ? 0 : Buffer.byteLength(JSON.stringify(toolCalls)));
  // Four letters of base64 are three bytes, and so a token where they are text. An image is counted by its area, within this.
  const ofFiles = files.reduce((sum, { media_type, data }) => sum + (media_type.startsWith('image/') ? imageTokens : data.length / 4), 0);
  return Math.ceil(bytes / 3 + ofFiles) + messageTokens;
}
