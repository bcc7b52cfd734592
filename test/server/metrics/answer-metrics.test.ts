import { expect, it } from 'vitest';
import type { LoggedEvent } from '../../../src/protocol/index.ts';
import { createAnswerMetrics } from '../../../src/server/metrics/answer-metrics.ts';
import { createRegistry } from '../../../src/server/metrics/registry.ts';

const about = { conversation_id: 'c', message_id: 'a' };
const text: LoggedEvent = { type: 'Update', ...about, sync_id: 3, delta: { content: 'Hi' }, at: 0 };
const added: LoggedEvent = {
  type: 'MessageAdded',
  conversation_id: 'c',
  sync_id: 2,
  message: { id: 'a', role: 'assistant', reply_to: null, parts: [], status: 'pending', created_at: 0 },
};
const failure: LoggedEvent = {
  type: 'Complete',
  ...about,
  sync_id: 4,
  status: 'failed',
  error: { code: 'model_silent', message: '', retryable: true },
  at: 0,
};

/** What is told of answers once those events are stored. */
function told(events: readonly LoggedEvent[]): (series: string) => string | undefined {
  const registry = createRegistry();
  const onEvent = createAnswerMetrics(registry, { now: () => 0 });
  for (const event of events) onEvent(event);
  const lines = registry.render().split('\n');
  return (series) => lines.find((line) => line.startsWith(`${series} `))?.slice(series.length + 1);
}

it('an answer whose beginning was not seen says nothing of how long its first text took, and counts when it ends', () => {
  const value = told([text, text, failure]);
  expect(value('chat_first_content_seconds_count')).toBe('0');
  expect(value('chat_answers_total{status="failed"}')).toBe('1');
});

it('an answer says once how long its first text took', () => {
  expect(told([added, text, text])('chat_first_content_seconds_count')).toBe('1');
});

it('answers that failed are counted by the code of their error', () => {
  expect(told([added, failure])('chat_answer_failures_total{code="model_silent"}')).toBe('1');
});
