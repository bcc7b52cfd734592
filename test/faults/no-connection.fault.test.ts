import { describe, expect, it } from 'vitest';
import { openChat, shareBackend, type Chat } from './chat-fixture.ts';
import type { Fault } from './line.ts';

const backend = shareBackend();

/** Loses the connection, and finds no other until it has tried in vain for a while. */
async function lose({ proxy, tab }: Chat, fault: Fault): Promise<void> {
  await proxy.suffer(fault);
  proxy.tear('reset');
  await tab.until('tried in vain', () => triesOf(tab.client.connection()) >= 3);
}

function triesOf(state: object): number {
  return 'attempt' in state && typeof state.attempt === 'number' ? state.attempt : 0;
}

describe('where no connection can be had, a message waits, and is answered once it can:', () => {
  it.each<[string, Fault]>([
    ['connections are refused', { type: 'refuse' }],
    ['connections are accepted, and nothing follows', { type: 'silence' }],
    ['the upgrade is answered by 401', { type: 'status', status: 401 }],
    ['the upgrade is answered by 403', { type: 'status', status: 403 }],
    ['the upgrade is answered by 429', { type: 'status', status: 429 }],
    ['the upgrade is answered by 502', { type: 'status', status: 502 }],
    ['the upgrade is answered by 503', { type: 'status', status: 503 }],
  ])('%s', async (name, fault) => {
    const chat = await openChat(backend());

    await lose(chat, fault);
    chat.ask(name);
    expect(chat.tab.client.outbox(chat.conversationId)).toMatchObject([{ status: 'queued' }]);
    await chat.proxy.heal();

    expect(await chat.complaints()).toEqual([]);
    expect(backend().provider.asked.filter((question) => question === name)).toHaveLength(1);
  });

  it('five tries without an answer are shown as unreachable, and a sixth is made', async () => {
    const chat = await openChat(backend());
    const { client } = chat.tab;
    const isUnreachable = () => {
      const state = client.connection();
      return state.status === 'waiting' && state.isUnreachable;
    };

    await chat.proxy.suffer({ type: 'refuse' });
    chat.proxy.tear('reset');
    await chat.tab.until('unreachable', isUnreachable);
    await chat.proxy.heal();

    await chat.tab.untilLive();
    expect(client.connection()).toMatchObject({ status: 'live' });
  });
});
