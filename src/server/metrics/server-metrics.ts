import type { ServerFrame } from '../../protocol/index.ts';
import type { Environment } from '../environment.ts';
import type { LogObserver } from '../log/index.ts';
import { createAnswerMetrics } from './answer-metrics.ts';
import { createRegistry } from './registry.ts';

/** What a server counts of itself. It is told of what happens, and never asks a conversation. */
export interface ServerMetrics extends LogObserver {
  onFrame(frame: ServerFrame): void;
  /** Counts sockets when somebody asks. */
  watchSockets(count: () => number): void;
  /** In the text format of Prometheus. */
  render(): string;
}

const commitSeconds = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
const depths = [1, 2, 5, 10, 50, 100, 500, 1000];

/** Metrics of a server that has done nothing yet. */
export function createServerMetrics(environment: Pick<Environment, 'now'>): ServerMetrics {
  const registry = createRegistry();
  const onEvent = createAnswerMetrics(registry, environment);
  const commits = registry.histogram('chat_commit_seconds', 'How long a transaction took.', commitSeconds);
  const depth = registry.histogram('chat_commit_changes', 'Changes that waited for one transaction.', depths);
  const failures = registry.counter('chat_commit_failures_total', 'Transactions that failed.');
  const catchUps = registry.counter('chat_catch_ups_total', 'Conversations brought to a client: what it missed, or a snapshot.');
  const errors = registry.counter('chat_errors_total', 'Refused requests, by layer and code.');

  return {
    onStored(events) {
      for (const event of events) onEvent(event);
    },
    onCommit({ isStored, changes, durationMs }) {
      commits.observe(durationMs / 1000);
      depth.observe(changes);
      if (!isStored) failures.add();
    },
    onFrame(frame) {
      if (frame.type === 'Error') errors.add({ layer: frame.layer, code: frame.code });
      if (frame.type !== 'Subscribed' || !('conversation_id' in frame)) return;
      catchUps.add({ by: frame.events ? 'replay' : 'snapshot' });
    },
    watchSockets(count) {
      registry.gauge('chat_sockets', 'Open sockets.', count);
    },
    render: () => registry.render(),
  };
}
