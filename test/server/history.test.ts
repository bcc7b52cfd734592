import { describe, expect, it } from 'vitest';
import { ask, askAndAnswer, openChat, type Chat } from './chat-fixture.ts';

async function talk(chat: Chat, turns: number) {
  const first = await askAndAnswer(chat, 'q0', 'a0');
  const asked = [first];
  for (let n = 1; n < turns; n += 1) asked.push(await askAndAnswer(chat, `q${n}`, `a${n}`, { conversation_id: first.conversation_id }));
  return { conversation_id: first.conversation_id, log_id: first.log_id, ids: asked.flatMap(({ id, answer_id }) => [id, answer_id]) };
}

describe('History', () => {
  it('pages back to the first message, in log order and without a hole', async () => {
    const chat = await openChat();
    const { conversation_id, log_id, ids } = await talk(chat, 4);
    const seen: string[] = [];
    let before = ids.at(-1) ?? '';

    for (let hasEarlier = true; hasEarlier;) {
      chat.client.send({ type: 'History', conversation_id, before, limit: 3, request_id: before });
      const page = await chat.client.next('History');
      expect(page).toMatchObject({ conversation_id, log_id, before, request_id: before });
      seen.unshift(...page.messages.map(({ id }) => id));
      before = seen[0] ?? '';
      hasEarlier = page.has_earlier;
    }

    expect(seen).toEqual(ids.slice(0, -1));
  });

  it('gives whole ended messages', async () => {
    const chat = await openChat();
    const { conversation_id, ids } = await talk(chat, 2);

    chat.client.send({ type: 'History', conversation_id, before: ids[2] ?? '', limit: 1 });
    const { messages } = await chat.client.next('History');

    expect(messages).toMatchObject([
      {
        id: ids[1],
        role: 'assistant',
        reply_to: ids[0],
        status: 'complete',
        finish_reason: 'stop',
        model: 'manual',
        parts: [{ text: 'a0' }],
      },
    ]);
  });

  it('gives no message that has not ended', async () => {
    const chat = await openChat();
    const { conversation_id, id } = await ask(chat.client, 'One?');
    const second = await ask(chat.client, 'Two?', { conversation_id });

    chat.client.send({ type: 'History', conversation_id, before: second.id, limit: 10 });
    const page = await chat.client.next('History');

    expect(page.messages.map((message) => message.id)).toEqual([id]);
    expect(page.has_earlier).toBe(false);
  });

  it('keeps a page to 64 KiB, or one message whole', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'first', 'x'.repeat(100_000));
    const last = await askAndAnswer(chat, 'y'.repeat(40_000), 'z', { conversation_id });
    const page = async (before: string) => {
      chat.client.send({ type: 'History', conversation_id, before, limit: 100 });
      const { messages, has_earlier } = await chat.client.next('History');
      return { ids: messages.map(({ id }) => id), has_earlier };
    };

    const newest = await page(last.answer_id);
    const large = await page(newest.ids[0] ?? '');
    const oldest = await page(large.ids[0] ?? '');

    expect([newest.ids.length, large.ids.length, oldest.ids.length]).toEqual([1, 1, 1]);
    expect([newest.has_earlier, large.has_earlier, oldest.has_earlier]).toEqual([true, true, false]);
  });

  it('does not know a message of another conversation', async () => {
    const chat = await openChat();
    const { conversation_id } = await askAndAnswer(chat, 'Here?', 'Yes.');
    const other = await askAndAnswer(chat, 'There?', 'Yes.');

    chat.client.send({ type: 'History', conversation_id, before: other.id, limit: 10 });

    expect(await chat.client.next('Error')).toMatchObject({ code: 'not_found', conversation_id });
  });
});
