import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createChatClient, type OpenKeeper } from '../../src/client/index.ts';
import { createFakeBrowser } from '../support/fake-browser.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, conversationId, question, snapshot } from '../support/log-frames.ts';

/** A tab whose database is slow: what is read from it comes when the test says so. */
function openTab(openKeeper: OpenKeeper) {
  const world = createFakeWorld();
  let reading = Promise.resolve();
  const client = createChatClient({
    url: 'ws://localhost:8000/ws',
    environment: {
      ...world.environment,
      uuid: () => crypto.randomUUID(),
      async openKeeper(address) {
        const keeper = await openKeeper(address);
        return {
          ...keeper,
          async load(userId) {
            const messages = await keeper.load(userId);
            await reading;
            return messages;
          },
        };
      },
    },
  });
  const close = client.open('effect');
  const unfollow = client.follow(conversationId, 'effect');
  return {
    world,
    client,
    leave() {
      unfollow();
      close();
    },
    /** What is read from now on comes once the returned function was called. */
    holdReading() {
      const { promise, resolve } = Promise.withResolvers<void>();
      reading = promise;
      return async () => {
        resolve();
        await turn();
      };
    },
  };
}

const otherConversationId = '0b3bd8f3-6f2a-4d6c-8a53-0f6f9d9a3a11';

describe('a message that was read from the database after the log has shown it', () => {
  const logOf = (id: string) => snapshot(3, [question('hello', { id }), answer({ reply_to: id, status: 'complete' })]);

  it('waits for nothing in a tab that does not send', async () => {
    const browser = createFakeBrowser();
    const [leader, other] = [openTab(browser.tab().openKeeper), openTab(browser.tab().openKeeper)];
    for (const { world } of [leader, other]) {
      world.socket().welcome();
      await turn();
    }
    const read = other.holdReading();
    const id = leader.client.send({ conversationId, content: 'hello' });
    await turn();
    for (const { world } of [leader, other]) world.socket().say(logOf(id));
    await read();

    expect(other.client.outbox(conversationId)).toEqual([]);
    other.leave();
    other.world.advance(1_000);
    expect(other.world.socket().closedByClient).toBe(1000);
  });

  it('is not sent again after a reload, and kept no longer', async () => {
    const browser = createFakeBrowser();
    const tab = browser.tab();
    const before = openTab(tab.openKeeper);
    before.world.socket().welcome();
    await turn();
    const id = before.client.send({ conversationId, content: 'hello' });
    await turn();
    tab.kill(); // before the acknowledgement

    const after = openTab(browser.tab().openKeeper);
    const read = after.holdReading();
    after.world.socket().welcome();
    after.world.socket().say(logOf(id));
    await read();

    expect(after.client.outbox(conversationId)).toEqual([]);
    expect(after.world.socket().sent('Message')).toEqual([]);
    expect(browser.kept()).toEqual([]);
  });
});

describe('a message that is tried again while the database is being read', () => {
  it('is not put back to what it was when it failed', async () => {
    const browser = createFakeBrowser();
    const [leader, other] = [openTab(browser.tab().openKeeper), openTab(browser.tab().openKeeper)];
    for (const { world } of [leader, other]) {
      world.socket().welcome();
      await turn();
    }
    const id = leader.client.send({ conversationId, content: 'hello' });
    await turn();
    leader.world.socket().say({ type: 'Error', layer: 'application', code: 'forbidden', message: 'No.', retryable: false, request_id: id });
    await turn();
    const read = other.holdReading();
    leader.client.send({ conversationId: otherConversationId, content: 'this has the other tab read' });
    await turn();
    other.client.retry(id);
    await turn();
    await read();

    expect(other.client.outbox(conversationId)).toMatchObject([{ status: 'queued', frame: { content: 'hello' } }]);
    expect(browser.kept()).toMatchObject([{ frame: { content: 'hello' } }, {}]);
    expect(browser.kept()[0]?.error).toBeUndefined();
  });
});
