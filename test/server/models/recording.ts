import { completionChunk, lastChunk } from '../../support/loopback-model.ts';

const reasoningTokens = ['Okay', ',', ' the', ' größte', ' Zahl', ':', '\n\n', '日本', '語', ' 👩‍🚀', ' \ud83d', '\ude80', ' "done"', '.\n'];
const contentTokens = ['\n\n', '**', '3', '**', ' → ', '|', ' a', ' |', '\\n', ' <b>', ' data:', ' [DONE]', '\r\n', 'é', ' 🙂', '  '];

const usage = { prompt_tokens: 17, completion_tokens: 30, total_tokens: 47, completion_tokens_details: { reasoning_tokens: 14 } };

/** A made-up answer in the shape in which Groq sends one: reasoning, then content, the usage twice on the last chunk. */
export const recording = {
  reasoning: reasoningTokens.join(''),
  content: contentTokens.join(''),
  usage: { input_tokens: 17, output_tokens: 30, reasoning_tokens: 14 },
  chunks: [
    completionChunk({ role: 'assistant', content: '' }, { x_groq: { id: 'req_1', seed: 1 } }),
    ...reasoningTokens.map((reasoning) => completionChunk({ reasoning })),
    ...contentTokens.map((content) => completionChunk({ content })),
    lastChunk('stop', { x_groq: { id: 'req_1', usage }, usage }),
  ],
};
