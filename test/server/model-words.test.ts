import { expect, it } from 'vitest';
import type { ChatModel } from '../../src/server/index.ts';
import { connected } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';
import { ask } from './chat-fixture.ts';

it('R1.4: what a model says of itself is fit for the log, whatever it is', async () => {
  const model: ChatModel = {
    name: 'odd',
    async *stream() {
      yield { type: 'content', text: 'Hello' };
      yield { type: 'finish', finish_reason: 'stop\0', model: `\0\ud800${'x'.repeat(100_000)}` };
    },
  };
  const client = await connected((await startServer({ model })).url);
  await ask(client, 'Hi');

  const { status, finish_reason, model: named } = await client.next('Complete');
  expect({ status, finish_reason }).toEqual({ status: 'complete', finish_reason: 'stop\uFFFD' });
  expect(named).toBe(`\uFFFD\uFFFD${'x'.repeat(198)}`);
});
