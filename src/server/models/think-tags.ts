import type { ModelDelta } from './chat-model.ts';

const opening = '<think>';
const closing = '</think>';

/**
 * Turns what stands between `<think>` and `</think>` at the start of an answer into reasoning, wherever the stream cuts the tags. The
 * whitespace behind a tag belongs to the tag. An answer that does not start with the tag passes unchanged, so that one that merely
 * speaks of `<think>` is not taken apart.
 */
export async function* splitThinkTags(deltas: AsyncIterable<ModelDelta>): AsyncGenerator<ModelDelta, void, undefined> {
  const splitter = createSplitter();
  try {
    for await (const delta of deltas) {
      if (delta.type === 'finish' || delta.type === 'tool-call') yield* splitter.rest();
      if (delta.type === 'content') yield* splitter.split(delta.text);
      else yield delta;
    }
  } catch (error) {
    yield* splitter.rest();
    throw error;
  }
  yield* splitter.rest();
}

function createSplitter() {
  let stage: 'start' | 'thinking' | 'answer' = 'start';
  let held = '';
  let isBehindTag = false;

  function* emit(type: 'reasoning' | 'content', text: string): Generator<ModelDelta, void, undefined> {
    const shown = isBehindTag ? text.trimStart() : text;
    if (shown === '') return;
    isBehindTag = false;
    yield { type, text: shown };
  }

  return {
    *split(text: string): Generator<ModelDelta, void, undefined> {
      held += text;
      if (stage === 'start') {
        const begun = held.trimStart();
        if (begun.length < opening.length && opening.startsWith(begun)) return;
        const isTagged = begun.startsWith(opening);
        stage = isTagged ? 'thinking' : 'answer';
        isBehindTag = isTagged;
        if (isTagged) held = begun.slice(opening.length);
      }
      if (stage === 'thinking') {
        const end = held.indexOf(closing);
        const sure = end === -1 ? held.length - begunTagLength(held) : end;
        yield* emit('reasoning', held.slice(0, sure));
        held = held.slice(sure);
        if (end === -1) return;
        stage = 'answer';
        isBehindTag = true;
        held = held.slice(closing.length);
      }
      const answer = held;
      held = '';
      yield* emit('content', answer);
    },

    /** What was held back in case it became a tag. */
    *rest(): Generator<ModelDelta, void, undefined> {
      const left = held;
      held = '';
      yield* emit(stage === 'thinking' ? 'reasoning' : 'content', left);
    },
  };
}

/** How many characters at the end of the text may be the beginning of the closing tag. */
function begunTagLength(text: string): number {
  for (let length = Math.min(closing.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(closing.slice(0, length))) return length;
  }
  return 0;
}
