import { describe, expect, it } from 'vitest';
import { answerWith, ask, askAndAnswer, openChat, type Chat } from './chat-fixture.ts';

function lastPrompt({ model }: Chat) {
  return model.asked.at(-1)?.messages.map(({ content }) => content);
}

describe('the tree of messages', () => {
  it('grows at the last message of the log when nothing else is said', async () => {
    const chat = await openChat();
    const one = await askAndAnswer(chat, 'One?', 'First.');
    await askAndAnswer(chat, 'Two?', 'Second.', { conversation_id: one.conversation_id });

    const added = chat.client.received.flatMap((frame) => (frame.type === 'MessageAdded' ? [frame.message] : []));

    expect(added.map(({ reply_to }) => reply_to)).toEqual([null, one.id, one.answer_id, added[2]?.id]);
  });

  it('grows at the newest descendant of reply_to', async () => {
    const chat = await openChat();
    const one = await askAndAnswer(chat, 'One?', 'First.');
    const { conversation_id } = one;
    await askAndAnswer(chat, 'Two?', 'Second.', { conversation_id });
    await askAndAnswer(chat, 'Edited one?', 'Other first.', { conversation_id, fork: true });

    await askAndAnswer(chat, 'Three?', 'Third.', { conversation_id, reply_to: one.answer_id });

    expect(lastPrompt(chat)).toEqual(['One?', 'First.', 'Two?', 'Second.', 'Three?']);
  });

  it('forks exactly at reply_to, and leaves the other branch out of the prompt', async () => {
    const chat = await openChat();
    const one = await askAndAnswer(chat, 'One?', 'First.');
    const { conversation_id } = one;
    await askAndAnswer(chat, 'Two?', 'Second.', { conversation_id });

    await askAndAnswer(chat, 'Other two?', 'Other second.', { conversation_id, reply_to: one.answer_id, fork: true });

    expect(lastPrompt(chat)).toEqual(['One?', 'First.', 'Other two?']);
  });

  it('has a new first question where fork stands without reply_to', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'One?', 'First.');

    await askAndAnswer(chat, 'Edited one?', 'Other first.', { conversation_id, fork: true });

    expect(lastPrompt(chat)).toEqual(['Edited one?']);
  });

  it('has a sibling answer after Regenerate, made from what led to the first', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'One?', 'First.');
    const two = await askAndAnswer(chat, 'Two?', 'Second.', { conversation_id });
    const id = crypto.randomUUID();

    chat.client.send({ type: 'Regenerate', id, conversation_id, message_id: two.answer_id, use_reasoning: true });
    const added = await chat.client.next('MessageAdded');
    await answerWith(await chat.model.next(), chat.client, 'Better.');

    expect(added.message).toMatchObject({ id, role: 'assistant', reply_to: two.id, status: 'pending', options: { use_reasoning: true } });
    expect(lastPrompt(chat)).toEqual(['One?', 'First.', 'Two?']);
  });

  it('refuses to regenerate what has not ended, and what is no answer', async () => {
    const chat = await openChat();
    const { conversation_id, id, answer_id } = await ask(chat.client, 'One?');
    await chat.model.next();

    for (const message_id of [answer_id, id]) {
      chat.client.send({ type: 'Regenerate', id: crypto.randomUUID(), conversation_id, message_id });
      expect(await chat.client.next('Error')).toMatchObject({ code: 'invalid_field', message: expect.stringContaining('message_id') });
    }
  });

  it('does not know a reply_to of another conversation', async () => {
    const chat = await openChat();
    const one = await askAndAnswer(chat, 'One?', 'First.');
    const other = await askAndAnswer(chat, 'Elsewhere?', 'There.');

    chat.client.send({
      type: 'Message',
      id: crypto.randomUUID(),
      conversation_id: one.conversation_id,
      content: 'Hm',
      reply_to: other.answer_id,
    });

    expect(await chat.client.next('Error')).toMatchObject({ code: 'not_found' });
  });
});
