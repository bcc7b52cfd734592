import { expect, it } from 'vitest';
import { createChatClient, watchFrames, type ClientError, type ClientMetric } from '../../src/client/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, conversationId, question, snapshot, wrote } from '../support/log-frames.ts';

function open() {
  const world = createFakeWorld();
  const metrics: ClientMetric[] = [];
  const errors: ClientError[] = [];
  const onFrame = watchFrames({
    onMetric: (metric) => metrics.push(metric),
    onError: (error) => errors.push(error),
    now: world.environment.now,
  });
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment, onFrame });
  client.open('effect');
  client.follow(conversationId, 'effect');
  world.socket().welcome({ connection_id: 'first' });
  world.socket().say(snapshot(1, [question('hi')]));
  return { world, client, metrics, errors };
}

it('tells of catch-ups, duplicates, gaps and reconnects', () => {
  const { world, metrics } = open();
  world.socket().say({ type: 'MessageAdded', conversation_id: conversationId, sync_id: 2, message: answer() });
  world.advance(250);
  world.socket().say(wrote(3, 'Hello'));
  world.socket().say(wrote(3, 'Hello'));
  world.socket().say(wrote(9, 'far away'));
  world.socket().close(1006);
  world.advance(5000);
  world.socket().welcome({ connection_id: 'second' });

  expect(metrics).toEqual([
    { name: 'snapshot' },
    { name: 'first-delta', ms: 250 },
    { name: 'duplicate' },
    { name: 'gap' },
    { name: 'reconnect' },
  ]);
});

it('tells of errors with the id that the log of the server has them by', () => {
  const { world, errors } = open();
  world.socket().say({ type: 'Error', layer: 'application', code: 'internal', message: 'No.', retryable: true, request_id: 'r' });

  expect(errors).toEqual([
    { layer: 'application', code: 'internal', message: 'No.', retryable: true, request_id: 'r', connection_id: 'first' },
  ]);
});
