import { ModelError, type ChatModel, type ModelDelta, type ModelRequest } from '../../src/server/index.ts';
import type { Host } from './host.ts';
import type { Random } from './random.ts';

/** One answer as the model wrote it, whatever became of it: up to its end, or its calls of tools. */
export interface WrittenAnswer {
  /** The question that it was asked, as the last one of the prompt. */
  readonly question: string;
  readonly prompt: ModelRequest['messages'];
  content: string;
  reasoning: string;
  /** `left`: nobody wanted it any more, or the server died. */
  outcome: 'left' | 'finished' | 'failed';
}

/** A provider of answers, which remembers every one that it gave. */
export interface SeededModel {
  readonly answers: readonly WrittenAnswer[];
  /** The model as one server process reaches it. */
  reachedFrom(host: Host): ChatModel;
}

/** Every answer begins with a name of its own, so that it can be told from all others. */
export const answerName = /^«\d+»/u;

const words = ['sea', 'salt', 'wind', 'chart', 'rope', 'star', 'tide', '🧭', 'køl', 'ἅλς', '\n\n', '`a`'];

export interface SeededModelOptions {
  /** How many words a delta has at most. */
  readonly verbosity: number;
  /** How probable it is that what it writes ends in calls of tools. @default 0 */
  readonly eagerness?: number;
}

/** A model that writes, waits, stalls, calls tools and fails as its chance says. */
export function createSeededModel(random: Random, { verbosity, eagerness = 0 }: SeededModelOptions): SeededModel {
  const answers: WrittenAnswer[] = [];

  async function* write(answer: WrittenAnswer, name: string, request: ModelRequest, host: Host): AsyncGenerator<ModelDelta> {
    const own = random.fork(`${answer.question} ${answers.filter(({ question }) => question === answer.question).length}`);
    const fate = own.next();

    async function wait(): Promise<void> {
      if (host.isDead()) return;
      const delayMs = own.chance(0.02) ? own.between(1000, 20_000) : own.between(0, 150);
      if (delayMs > 0 && !own.chance(0.4)) await pause(host, delayMs, request.signal);
    }

    function delta(type: 'content' | 'reasoning', text: string): ModelDelta {
      answer[type] += text;
      return { type, text };
    }

    const text = () => Array.from({ length: own.between(1, verbosity) }, () => own.pick(words)).join(' ');
    await wait();
    if (fate < 0.05) throw fail(answer);
    if (request.useReasoning) yield delta('reasoning', name);
    for (let count = request.useReasoning ? own.between(0, 4) : 0; count > 0; count -= 1) {
      await wait();
      yield delta('reasoning', text());
    }
    yield delta('content', name);
    for (let count = own.between(0, 16); count > 0; count -= 1) {
      await wait();
      // A provider may cut a character in two.
      const [half, other] = own.chance(0.1) ? ['\ud83c', '\udf0a'] : ['', ''];
      yield delta('content', text() + half);
      if (other) yield delta('content', other);
    }
    if (fate < 0.12) throw fail(answer);
    answer.outcome = 'finished';
    const tools = request.toolChoice === 'none' ? [] : (request.tools ?? []);
    for (let count = tools.length > 0 && own.chance(eagerness) ? own.between(1, 2) : 0; count > 0; count -= 1)
      yield { type: 'tool-call', id: `${name} ${'i'.repeat(count)}`, name: own.pick(tools).name, input: { count } };
    if (fate < 0.9) yield { type: 'finish', finish_reason: 'stop', usage: { output_tokens: answer.content.length } };
  }

  return {
    answers,
    reachedFrom: (host) => ({
      name: 'seeded',
      stream(request) {
        const question = request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
        const answer: WrittenAnswer = { question, prompt: request.messages, content: '', reasoning: '', outcome: 'left' };
        answers.push(answer);
        return write(answer, `«${answers.length}»`, request, host);
      },
    }),
  };
}

function fail(answer: WrittenAnswer): Error {
  answer.outcome = 'failed';
  return new ModelError({ code: 'provider_down', message: 'The provider is down.', retryable: true });
}

/** Waits, but not when nobody wants it any more. */
export function pause(host: Host, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      stop();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const stop = host.after(delayMs, wake);
    signal.addEventListener('abort', wake);
  });
}
