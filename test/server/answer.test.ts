import { describe, expect, it } from 'vitest';
import { connected } from '../support/raw-client.ts';
import { createManualModel } from '../support/manual-model.ts';
import { startServer } from '../support/server-fixture.ts';

describe('a happy turn', () => {
  it('streams the answer of a new conversation, in order', async () => {
    const model = createManualModel();
    const { url } = await startServer({ model });
    const client = await connected(url);
    const id = crypto.randomUUID();

    client.send({ type: 'Message', id, content: 'Hi' });
    const answer = await model.next();
    answer.reason('They greet.');
    await client.next('Update');
    answer.write('Hello');
    answer.finish();
    await client.next('Complete');

    expect(client.received.slice(1)).toMatchObject([
      { type: 'Subscribed', conversation_id: id, last_sync_id: 0, messages: [] },
      { type: 'MessageAdded', sync_id: 1, request_id: id, message: { id, role: 'user', reply_to: null, status: 'complete' } },
      { type: 'MessageAdded', sync_id: 2, message: { role: 'assistant', reply_to: id, status: 'pending', parts: [] } },
      { type: 'Update', sync_id: 3, delta: { reasoning: 'They greet.' }, at: expect.any(Number) },
      { type: 'Update', sync_id: 4, delta: { content: 'Hello' }, at: expect.any(Number) },
      { type: 'Complete', sync_id: 5, status: 'complete', finish_reason: 'stop', model: 'manual' },
    ]);
  });
});
