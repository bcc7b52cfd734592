import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import { createFakeBrowser, type FakeTab } from '../support/fake-browser.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, completed, conversationId, question, snapshot } from '../support/log-frames.ts';

const nextAnswerId = 'bbbbbbbb-0000-4000-8000-000000000002';
const held = [question('Why?'), answer({ status: 'complete' })];

/** A page with the chat open, of which a question is answered. */
async function openPage(tab?: FakeTab) {
  const world = createFakeWorld();
  const environment = { ...world.environment, uuid: () => crypto.randomUUID(), ...(tab ? { openKeeper: tab.openKeeper } : {}) };
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment });
  client.open('effect');
  client.follow(conversationId, 'effect');

  async function welcome(messages = held) {
    world.socket().welcome();
    world.socket().say(snapshot(messages.length, messages));
    await turn();
  }

  await welcome();
  return {
    world,
    client,
    welcome,
    send: (content = 'And?') => client.send({ conversationId, content }),
    lose() {
      world.socket().close(1006);
    },
    async reconnect(messages = held) {
      world.advance(1_000);
      await welcome(messages);
    },
    cancelled: () =>
      world
        .socket()
        .sent('Cancel')
        .map(({ message_id }) => message_id),
  };
}

describe('a message that is taken back', () => {
  it('R4.16: is stopped where the server had it after all, and its stop is sent until it is answered', async () => {
    const { world, client, send, lose, reconnect, cancelled } = await openPage();
    const id = send();
    lose(); // with its acknowledgement
    client.remove(id);
    await reconnect([...held, question('And?', { id }), answer({ id: nextAnswerId, reply_to: id })]);
    expect(world.socket().sent('Message')).toEqual([]);
    expect(cancelled()).toEqual([id]);
    world.socket().say(completed(5, { message_id: nextAnswerId, status: 'stopped' }));
    world.advance(20_000);
    expect(cancelled()).toEqual([id]);
  });

  it('is forgotten where the server never had it', async () => {
    const { world, client, send, lose, reconnect, cancelled } = await openPage();
    const id = send();
    lose();
    client.remove(id);
    await reconnect();
    const refusal = { type: 'Error', layer: 'application', code: 'not_found', message: '', retryable: false } as const;
    world.socket().say({ ...refusal, request_id: `cancel:${id}` });
    world.advance(20_000);
    expect(world.socket().sent('Message')).toEqual([]);
    expect(cancelled()).toEqual([id]);
  });

  it('is not spoken of where it was given to no socket', async () => {
    const { client, send, lose, reconnect, cancelled } = await openPage();
    lose();
    client.remove(send());
    await reconnect();
    expect(cancelled()).toEqual([]);
  });

  it('is stopped also where another tab has sent it, or a page before', async () => {
    const browser = createFakeBrowser();
    await openPage(browser.tab());
    const other = await openPage(browser.tab());
    const id = other.send();
    await turn();
    other.client.remove(id);
    expect(other.cancelled()).toEqual([id]);
  });

  it('U13: is not spoken of either where it waits for the end of an answer in several tabs', async () => {
    const browser = createFakeBrowser();
    await openPage(browser.tab());
    const other = await openPage(browser.tab());
    other.world.socket().say(snapshot(3, [question('Why?'), answer({ status: 'streaming' })]));
    const id = other.send();
    await turn();
    other.client.remove(id);
    expect(other.cancelled()).toEqual([]);
  });
});
