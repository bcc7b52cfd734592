import { describe, expect, it } from 'vitest';
import { contentOf } from '../../src/protocol/index.ts';
import { connected } from '../support/raw-client.ts';
import { openBackend, openChat, type Chat } from './chat-fixture.ts';

const shownBy = (chat: Chat) => chat.tab.messages(chat.conversationId).map((message) => contentOf(message));

async function streaming(chat: Chat, question: string): Promise<void> {
  chat.ask(question);
  await chat.tab.until('streaming', () => {
    const last = chat.last();
    return last?.status === 'streaming' && contentOf(last) !== '';
  });
}

/** The same person begins the conversation again, from another device. */
async function startAnew(url: string, { tab, conversationId }: Chat): Promise<void> {
  const device = await connected(url, { headers: { authorization: `Bearer ${tab.person.token}` } });
  device.send({ type: 'Message', id: crypto.randomUUID(), conversation_id: conversationId, content: 'Anew?' });
  await device.next('Complete');
}

describe('a server that is killed', () => {
  it('in mid-stream ends the answer as interrupted, with all that was shown', async () => {
    const backend = await openBackend();
    const chat = await openChat(backend);
    await streaming(chat, 'Kill?');

    await backend.server.kill();
    const shown = shownBy(chat);
    await backend.server.start();

    expect(await chat.complaints()).toEqual([]);
    expect(chat.last()?.status).toBe('interrupted');
    expect(shownBy(chat).every((text, place) => text.startsWith(shown[place] ?? ''))).toBe(true);
    expect(backend.provider.asked).toEqual(['Kill?']);
  });

  it('at the moment when messages are sent has each of them once, in order', async () => {
    const backend = await openBackend();
    const chat = await openChat(backend);

    for (const question of ['One?', 'Two?', 'Three?']) chat.ask(question);
    await backend.server.kill();
    await backend.server.start();

    expect(await chat.complaints()).toEqual([]);
  });

  it('again and again has everything that was acknowledged', async () => {
    const backend = await openBackend();
    const chat = await openChat(backend);
    const another = chat.openAnother();

    for (let round = 1; round <= 4; round += 1) {
      await streaming(chat, `Round ${round}?`);
      await backend.server.kill();
      await backend.server.start();
      await chat.tab.untilQuiet(chat.conversationId);
    }

    expect(await chat.complaints()).toEqual([]);
    expect(another.messages(chat.conversationId)).toHaveLength(8);
  });
});

describe('a server that stands still', () => {
  it('for 20 s of its clients loses nothing, and doubles nothing', async () => {
    const backend = await openBackend();
    const chat = await openChat(backend);
    await streaming(chat, 'Freeze?');
    const { client } = chat.tab;
    const frozenAt = client.serverNow();

    backend.server.freeze();
    chat.ask('And now?');
    await chat.tab.until('still waiting after 20 s', () => client.connection().status !== 'live' && client.serverNow() - frozenAt > 20_000);
    backend.server.thaw();

    expect(await chat.complaints()).toEqual([]);
    expect(chat.last()?.status).toBe('complete');
  });
});

describe('a server that is told to stop', () => {
  it('interrupts what takes too long, keeps what it has, and is found again', async () => {
    const backend = await openBackend({ env: { DRAIN_MS: '0' } });
    const chat = await openChat(backend);
    await streaming(chat, 'Stop?');

    expect(await backend.server.end()).toBe(0);
    await backend.server.start();

    expect(await chat.complaints()).toEqual([]);
    expect(chat.last()?.status).toBe('interrupted');
  });

  it('lets an answer come to its end', async () => {
    const backend = await openBackend();
    const chat = await openChat(backend);
    await streaming(chat, 'Stop when you are done?');

    expect(await backend.server.end()).toBe(0);
    await backend.server.start();

    expect(await chat.complaints()).toEqual([]);
    expect(chat.last()?.status).toBe('complete');
  });
});

describe('a server that comes back without its conversations', () => {
  it('leaves what is shown, and fails what was to be added', async () => {
    const backend = await openBackend();
    const chat = await openChat(backend);
    chat.ask('Remember?');
    expect(await chat.complaints()).toEqual([]);
    const shown = shownBy(chat);

    await backend.server.kill();
    backend.server.forgetConversations();
    await backend.server.start();
    chat.ask('Still there?');
    await chat.tab.until('gone', () => chat.tab.client.conversation(chat.conversationId)?.status === 'gone');
    await chat.tab.until('failed', () => chat.tab.client.outbox(chat.conversationId)[0]?.status === 'failed');

    expect(shownBy(chat)).toEqual(shown);
  });

  it('is followed into the new log, once the conversation has been started anew', async () => {
    const backend = await openBackend();
    const chat = await openChat(backend);
    chat.ask('Remember?');
    expect(await chat.complaints()).toEqual([]);
    const { log_id } = await chat.read();

    await chat.proxy.suffer({ type: 'refuse' });
    await backend.server.kill();
    backend.server.forgetConversations();
    await backend.server.start();
    await startAnew(backend.server.url, chat);
    await chat.proxy.heal();

    await chat.tab.until('in the new log', () => chat.tab.client.conversation(chat.conversationId)?.conversation.log_id !== log_id);
    await chat.tab.untilQuiet(chat.conversationId);
    expect(shownBy(chat)[0]).toBe('Anew?');
  });
});

describe('a server that has forgotten everyone', () => {
  const strangers = { SESSION_SECRET: '' };

  it('takes a client for somebody new, and shows it nothing of who it was', async () => {
    const backend = await openBackend({ env: strangers });
    const chat = await openChat(backend);
    const before = chat.tab.client.connection();
    chat.ask('Remember me?');
    expect(await chat.complaints()).toEqual([]);

    await backend.server.kill();
    backend.server.forget();
    await backend.server.start();
    await chat.tab.untilLive();

    expect(chat.tab.client.connection()).not.toEqual(before);
    expect(chat.tab.messages(chat.conversationId)).toEqual([]);
  });

  it('refuses whoever goes on to present what it gave out once, and the client says so', async () => {
    const backend = await openBackend({ env: strangers });
    const chat = await openChat(backend);
    chat.ask('Remember me?');
    expect(await chat.complaints()).toEqual([]);
    const another = chat.openAnother();
    await another.until('shown', () => another.messages(chat.conversationId).length === 2);

    await backend.server.kill();
    backend.server.forget();
    await backend.server.start();
    await another.until('refused', () => another.client.connection().status === 'unauthorized');

    expect(another.client.connection()).toMatchObject({ message: 'This token is not valid.' });
    expect(another.messages(chat.conversationId)).toHaveLength(2);
  });
});
