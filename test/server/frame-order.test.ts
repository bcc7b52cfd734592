import { expect, it } from 'vitest';
import { answerWith, connectAgain, openChat } from './chat-fixture.ts';

it('R3.5: what a socket asks for takes effect in the order in which it asked, though some of it takes longer', async () => {
  const { url, client, model } = await openChat();
  const id = crypto.randomUUID();
  client.send({ type: 'Message', id, content: 'Hi' }, { type: 'Unsubscribe', scope: 'chat', conversation_id: id }, { type: 'Ping' });
  await client.next('Pong');
  const other = await connectAgain(url, client);
  other.send({ type: 'Subscribe', scope: 'chat', conversation_id: id });
  await other.next('Subscribed');

  await answerWith(await model.next(), other, 'Hello');
  client.send({ type: 'Ping' });
  await client.next('Pong');

  const types = client.received.map(({ type }) => type);
  expect(types).toContain('MessageAdded');
  expect(types).not.toContain('Update');
  expect(types).not.toContain('Complete');
});
