import { describe, expect, it } from 'vitest';
import { contentOf, reasoningOf } from '../../src/protocol/index.ts';
import { subscribe } from '../conformance/conversation-on.ts';
import { mockNetwork } from './mock-network.ts';

const thought = { role: 'assistant', content: 'Four.', reasoning: 'Two and two.', reasoningMs: 12_000 } as const;
const messages = [{ role: 'user', content: '2 + 2?' } as const, thought];

describe('a conversation of a mock server', () => {
  const { chat, enter } = mockNetwork();

  it('is there from the start where it was seeded', async () => {
    const { id, state } = chat.seed({ messages });
    const socket = await enter();
    const { messages: snapshot } = await subscribe(socket, id);
    expect(state.messages.map((message) => [reasoningOf(message), contentOf(message)])).toEqual([
      ['', '2 + 2?'],
      ['Two and two.', 'Four.'],
    ]);
    const [question, answer] = snapshot ?? [];
    expect(answer).toMatchObject({ status: 'complete', reply_to: question?.id });
    const [reasoning] = answer?.parts ?? [];
    expect(reasoning?.type === 'reasoning' && (reasoning.ended_at ?? 0) - (reasoning.started_at ?? 0)).toBe(12_000);
  });

  it('leaves an unfinished answer to the test, though others are answered', () => {
    const conversation = chat.seed({
      messages: [...messages, { role: 'user', content: 'Sure?' }, { role: 'assistant', status: 'unfinished' }],
    });
    expect(conversation.state.messages.at(-1)?.status).toBe('pending');
    conversation.answer().complete();
    expect(conversation.state.messages.at(-1)?.status).toBe('complete');
  });

  it('belongs to everybody, or to its owner alone', async () => {
    const open = chat.seed({ messages });
    const closed = chat.seed({ messages, owner: 'ada' });
    const socket = await enter();
    await expect(subscribe(socket, open.id)).resolves.toMatchObject({ conversation_id: open.id });
    socket.send({ type: 'Subscribe', scope: 'chat', conversation_id: closed.id });
    await expect(socket.next('Error')).resolves.toMatchObject({ code: 'not_found' });
  });

  it.each(['trim', 'renew'] as const)('gives a snapshot instead of a replay after %s', async (loss) => {
    const conversation = chat.seed({ messages });
    const socket = await enter();
    const cursor = { last_sync_id: 2, log_id: conversation.logId };
    expect(await subscribe(socket, conversation.id, cursor)).not.toHaveProperty('messages');
    conversation[loss]();
    const { messages: snapshot, last_sync_id } = await subscribe(socket, conversation.id, cursor);
    expect(snapshot).toHaveLength(2);
    expect(last_sync_id).toBe(conversation.events.length);
  });

  it('is gone when it is deleted', async () => {
    const conversation = chat.seed({ messages });
    const socket = await enter();
    await subscribe(socket, conversation.id);
    conversation.delete();
    await expect(socket.next('Unsubscribed')).resolves.toEqual({
      type: 'Unsubscribed',
      conversation_id: conversation.id,
      code: 'not_found',
    });
    socket.send({ type: 'Subscribe', scope: 'chat', conversation_id: conversation.id });
    await expect(socket.next('Error')).resolves.toMatchObject({ code: 'not_found' });
  });

  it('takes any events of the protocol', async () => {
    const conversation = chat.seed({ messages: [{ role: 'assistant', status: 'unfinished', id: 'a' }] });
    const socket = await enter();
    await subscribe(socket, conversation.id);
    conversation.append({ type: 'Update', message_id: 'a', delta: { content: 'b', reasoning: 'r' } }, { type: 'Unknown' });
    await expect(socket.next('Update')).resolves.toMatchObject({ sync_id: 2, delta: { content: 'b', reasoning: 'r' } });
    await expect(socket.next('Unknown')).resolves.toMatchObject({ sync_id: 3 });
  });
});
