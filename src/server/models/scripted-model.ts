import { ModelError, type ChatModel, type ModelDelta } from './chat-model.ts';
import { readPrompt } from './scripted/reading.ts';
import { thoughts } from './scripted/thoughts.ts';
import { chooseTopic } from './scripted/topics.ts';

/** The pace of the scripted model. */
export interface ScriptedModelOptions {
  /** @default 'scripted' */
  readonly name?: string;
  /** Words a second. @default 80 */
  readonly tokensPerSecond?: number;
  /** Milliseconds until the first word. @default 150 */
  readonly firstTokenMs?: number;
  /** Waits so many milliseconds, or until the signal is aborted. @default by `setTimeout` */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * The model that needs no key and no network. It reads the prompt, thinks about it when asked to, and answers in Markdown that fits: a
 * table, code, a list or a sum where one is asked for, otherwise what it is and what can be asked of it. The same prompt always has the
 * same answer. Where it is offered the demonstration's tools it calls them. "long answer" in the question makes it write for half a minute; "fail on purpose" makes it fail in mid-sentence.
 */
export function createScriptedModel(options: ScriptedModelOptions = {}): ChatModel {
  const { name = 'scripted', tokensPerSecond = 80, firstTokenMs = 150, pause = pauseByTimer } = options;

  return {
    name,
    async *stream({ messages, tools, toolChoice, useReasoning, signal }): AsyncGenerator<ModelDelta, void, undefined> {
      const reading = readPrompt({ messages, ...(tools && toolChoice !== 'none' && { tools }) });
      const topic = chooseTopic(reading);
      const isFirstTurn = reading.calls.length === 0;
      const call = isFirstTurn ? topic.call?.(reading) : undefined;
      const reasoning = toDeltas('reasoning', useReasoning && isFirstTurn ? thoughts(reading, topic) : '');
      const content = toDeltas('content', call ? '' : topic.answer(reading));

      let waitMs = firstTokenMs;
      for (const delta of [...reasoning, ...content]) {
        await pause(waitMs, signal);
        if (signal.aborted) return;
        yield delta;
        waitMs = 1000 / tokensPerSecond;
      }

      if (topic.ending === 'failure') {
        throw new ModelError({ code: 'scripted_failure', message: 'The scripted model was asked to fail.', retryable: true });
      }
      const usage = {
        input_tokens: reading.words.length,
        output_tokens: reasoning.length + content.length,
        reasoning_tokens: reasoning.length,
      };
      if (call) yield { type: 'tool-call', id: `call_${reading.turn}`, ...call };
      yield { type: 'finish', finish_reason: call ? 'tool-calls' : topic.ending, usage, model: name };
    },
  };
}

/** A word and the space before it make a token. */
function toDeltas(type: 'reasoning' | 'content', text: string): ModelDelta[] {
  return (text.match(/\s*\S+/g) ?? []).map((token) => ({ type, text: token }));
}

function pauseByTimer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
