import type { Complete, LoggedEvent, Update } from '../../protocol/index.ts';
import type { Environment } from '../environment.ts';
import type { Registry } from './registry.ts';

interface Answer {
  readonly askedAt: number;
  reasonedAt?: number;
  spokeAt?: number;
}

/** How many answers are watched at once; of more that wait for ever, the oldest are forgotten. */
const maxWatched = 10_000;

const secondsToText = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60];
const tokenRates = [5, 10, 20, 50, 100, 200, 500, 1000];

/** Reads off the log, event by event as it is stored, how answers fare. */
export function createAnswerMetrics(registry: Registry, { now }: Pick<Environment, 'now'>): (event: LoggedEvent) => void {
  const watched = new Map<string, Answer>();
  const ended = registry.counter('chat_answers_total', 'Answers that have ended, by status.');
  const failed = registry.counter('chat_answer_failures_total', 'Answers that have failed, by the code of their error.');
  const toReasoning = registry.histogram(
    'chat_first_reasoning_seconds',
    'From a question to the first reasoning of its answer.',
    secondsToText,
  );
  const toContent = registry.histogram('chat_first_content_seconds', 'From a question to the first text of its answer.', secondsToText);
  const rate = registry.histogram(
    'chat_tokens_per_second',
    'Tokens that a model wrote in a second, of answers that say how many.',
    tokenRates,
  );
  registry.gauge('chat_answers_unfinished', 'Answers that wait for a model, or are being written.', () => watched.size);

  function sawText(answer: Answer, { delta }: Update) {
    if (delta.reasoning !== undefined && answer.reasonedAt === undefined) {
      answer.reasonedAt = now();
      toReasoning.observe((answer.reasonedAt - answer.askedAt) / 1000);
    }
    if (delta.content !== undefined && answer.spokeAt === undefined) {
      answer.spokeAt = now();
      toContent.observe((answer.spokeAt - answer.askedAt) / 1000);
    }
  }

  function sawEnd({ reasonedAt, spokeAt }: Partial<Answer>, { status, usage, error }: Complete) {
    ended.add({ status });
    if (error) failed.add({ code: error.code });
    const startedAt = Math.min(reasonedAt ?? Infinity, spokeAt ?? Infinity);
    const seconds = (now() - startedAt) / 1000;
    if (usage?.output_tokens !== undefined && seconds > 0) rate.observe(usage.output_tokens / seconds);
  }

  return (event) => {
    if (event.type === 'MessageAdded') {
      if (event.message.status !== 'pending') return;
      watched.set(event.message.id, { askedAt: now() });
      const [oldest] = watched.keys();
      if (watched.size > maxWatched && oldest !== undefined) watched.delete(oldest);
      return;
    }
    if (event.type !== 'Update' && event.type !== 'Complete') return;
    // Nearly all add to a part that was begun before: only the first of one has a time.
    if (event.type === 'Update' && event.at === undefined) return;
    // One that was begun by the process before this one has no beginning here.
    const answer = watched.get(event.message_id);
    if (event.type === 'Complete') {
      watched.delete(event.message_id);
      sawEnd(answer ?? {}, event);
    } else if (answer) sawText(answer, event);
  };
}
