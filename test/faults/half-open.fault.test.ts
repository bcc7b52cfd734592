import { describe, expect, it } from 'vitest';
import { openBackend, openChat, shareBackend, type Chat } from './chat-fixture.ts';
import type { Line, Way } from './line.ts';

const backend = shareBackend();

async function spoil({ proxy }: Chat, ways: readonly Way[], line: Partial<Line>): Promise<void> {
  await proxy.suffer({ type: 'line', ways, line }, 'present');
}

describe('a connection that is dead though nobody closed it is replaced, and nothing is lost or doubled:', () => {
  it.each<[string, Way[]]>([
    ['nothing gets to the server', ['up']],
    ['nothing comes from the server', ['down']],
    ['nothing gets either way', ['up', 'down']],
  ])('%s, and a message is sent', async (name, ways) => {
    const chat = await openChat(backend());

    await spoil(chat, ways, { flow: 'lost' });
    chat.ask(`Is anybody there? ${name}`);

    expect(await chat.complaints()).toEqual([]);
  });

  it('nothing comes from the server in mid-stream', async () => {
    const chat = await openChat(backend());
    chat.ask('A long one?');
    await chat.tab.until('streaming', () => chat.last()?.status === 'streaming');

    await spoil(chat, ['down'], { flow: 'lost' });

    expect(await chat.complaints()).toEqual([]);
  });

  it('nothing is sent at all: the heartbeat notices', async () => {
    const chat = await openChat(backend());

    await spoil(chat, ['up', 'down'], { flow: 'lost' });
    await chat.tab.until('replaced', () => chat.tab.client.connection().status !== 'live');

    await chat.tab.untilLive();
    chat.ask('Are you back?');
    expect(await chat.complaints()).toEqual([]);
  });
});

describe('a message whose fate is not known', () => {
  it('is there once if its acknowledgement was lost', async () => {
    const chat = await openChat(backend());
    const question = 'Was I heard?';

    await spoil(chat, ['down'], { flow: 'lost' });
    chat.ask(question);
    await backend().provider.untilAsked(question);
    expect(chat.tab.client.outbox(chat.conversationId)).toMatchObject([{ status: 'sending' }]);

    expect(await chat.complaints()).toEqual([]);
    expect(backend().provider.asked.filter((asked) => asked === question)).toHaveLength(1);
  });

  it('is there once if it was lost itself', async () => {
    const chat = await openChat(backend());
    const question = 'Was I sent?';

    await spoil(chat, ['up'], { flow: 'lost' });
    chat.ask(question);
    expect(chat.tab.client.outbox(chat.conversationId)).toMatchObject([{ status: 'sending' }]);

    expect(await chat.complaints()).toEqual([]);
    expect(backend().provider.asked.filter((asked) => asked === question)).toHaveLength(1);
  });
});

describe('what comes late', () => {
  it('on a socket that was given up changes nothing', async () => {
    const chat = await openChat(backend());
    chat.ask('First?');
    await chat.tab.until('streaming', () => chat.last()?.status === 'streaming');
    await spoil(chat, ['down'], { flow: 'held' });
    await chat.tab.until('given up', () => chat.tab.client.connection().status !== 'live');
    expect(await chat.complaints()).toEqual([]);

    await chat.proxy.heal('present');
    chat.ask('Second?');

    expect(await chat.complaints()).toEqual([]);
  });

  it('is shown when it comes, if the socket was not given up', async () => {
    const chat = await openChat(backend(), { speed: 1 });
    chat.ask('Patience?');
    await chat.tab.until('streaming', () => chat.last()?.status === 'streaming');

    await spoil(chat, ['down'], { flow: 'held' });
    const another = chat.openAnother();
    await another.untilQuiet(chat.conversationId);
    expect(chat.last()?.status).toBe('streaming');
    await chat.proxy.heal();

    expect(await chat.complaints()).toEqual([]);
  });
});

describe('a close frame that is lost', () => {
  it('is missed by nobody: the heartbeat notices, and the server is back by then', async () => {
    const own = await openBackend({ env: { DRAIN_MS: '0' } });
    const chat = await openChat(own);
    chat.ask('Before?');
    expect(await chat.complaints()).toEqual([]);

    await spoil(chat, ['down'], { closeFrames: 'lost' });
    expect(await own.server.end()).toBe(0);
    await own.server.start();
    chat.ask('After?');

    expect(await chat.complaints()).toEqual([]);
  });
});

describe('the server', () => {
  it('lets go of a half-open socket, so that its place among the sockets of a user is free again, and the user stays who it is', async () => {
    const own = await openBackend({ env: { HEARTBEAT_MS: '1000', MAX_SOCKETS_PER_USER: '1' } });
    const chat = await openChat(own);
    const user = chat.tab.client.connection();
    chat.ask('Before?');
    await chat.tab.untilQuiet(chat.conversationId);
    const shown = chat.tab.messages(chat.conversationId);
    await spoil(chat, ['up', 'down'], { flow: 'lost' });
    await chat.tab.until('given up', () => chat.tab.client.connection().status !== 'live');

    await chat.tab.untilLive();
    expect(chat.tab.client.connection()).toEqual(user);
    expect(chat.tab.messages(chat.conversationId)).toEqual(shown);
  });
});
