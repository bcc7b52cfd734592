import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import { placeBefore } from '../../src/client/place-before.ts';
import { createFakeBrowser, type FakeTab } from '../support/fake-browser.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { added, answer, answerId, completed, conversationId, question, snapshot } from '../support/log-frames.ts';

const nextAnswerId = 'bbbbbbbb-0000-4000-8000-000000000002';

/** A tab that shows a conversation in the middle of an answer. */
async function openTab(tab?: FakeTab, random = 0.5) {
  const world = createFakeWorld();
  world.random = random;
  const environment = { ...world.environment, uuid: () => crypto.randomUUID(), ...(tab ? { openKeeper: tab.openKeeper } : {}) };
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  world.socket().welcome();
  world.socket().say(snapshot(2, [question('Why?'), answer({ status: 'streaming' })]));
  await turn();
  return {
    world,
    client,
    send: (content: string) => client.send({ conversationId, content }),
    waiting: () => client.outbox(conversationId).map(({ frame }) => ('content' in frame ? frame.content : '')),
    sent: () =>
      world
        .socket()
        .sent('Message')
        .map(({ content }) => content),
    cancelled: () =>
      world
        .socket()
        .sent('Cancel')
        .map(({ message_id }) => message_id),
    stopped: () => world.socket().say(completed(3, { status: 'stopped' })),
  };
}

const contents = (browser: ReturnType<typeof createFakeBrowser>) => browser.kept().map(({ frame }) => 'content' in frame && frame.content);

describe('U13: what waits for the end of an answer', () => {
  it('goes one by one: the next is kept until the one before is answered, though its answer has not been shown yet', async () => {
    const { world, send, waiting, sent, stopped } = await openTab();
    const one = send('one');
    send('two');
    stopped();
    world.socket().say(added(4, question('one', { id: one, reply_to: answerId })));
    expect(sent()).toEqual(['one']);
    world.socket().say(added(5, answer({ id: nextAnswerId, reply_to: one })));
    expect(sent()).toEqual(['one']);
    expect(waiting()).toEqual(['two']);
    world.socket().say(completed(6, { message_id: nextAnswerId }));
    expect(sent()).toEqual(['one', 'two']);
  });
});

describe('U13: send now', () => {
  it('R6.17: stops the answer, and puts the message before what else waits, which keeps its order', async () => {
    const { client, send, waiting, sent, cancelled, stopped } = await openTab();
    send('one');
    send('two');
    client.sendNow(send('urgent'));
    expect(cancelled()).toEqual([answerId]);
    expect(waiting()).toEqual(['urgent', 'one', 'two']);
    expect(sent()).toEqual([]);
    stopped();
    expect(sent()).toEqual(['urgent']);
  });

  it('of the one that is next anyway stops the answer alone', async () => {
    const { client, send, waiting, cancelled } = await openTab();
    const one = send('one');
    send('two');
    client.sendNow(one);
    expect(cancelled()).toEqual([answerId]);
    expect(waiting()).toEqual(['one', 'two']);
  });

  it('does nothing with a message that is on its way', async () => {
    const { world, client, send, stopped, cancelled } = await openTab();
    const one = send('one');
    stopped();
    world.socket().say(added(4, question('one', { id: one })));
    client.sendNow(one);
    expect(cancelled()).toEqual([]);
  });

  it('goes before a message that failed, which holds the others', async () => {
    const { world, client, send, sent, stopped } = await openTab();
    const refused = send('refused');
    send('behind it');
    const urgent = send('urgent');
    stopped();
    world.socket().say({ type: 'Error', layer: 'application', code: 'forbidden', message: 'No.', retryable: false, request_id: refused });
    client.sendNow(urgent);
    expect(sent()).toEqual(['refused', 'urgent']);
  });

  it('holds in the tab that sends, whichever tab it was pressed in', async () => {
    const browser = createFakeBrowser();
    const [leader, other] = [await openTab(browser.tab()), await openTab(browser.tab())];
    leader.send('one');
    leader.send('two');
    await turn();
    const urgent = other.send('urgent');
    await turn();
    other.client.sendNow(urgent);
    await turn();
    expect(leader.waiting()).toEqual(['urgent', 'one', 'two']);
    leader.stopped();
    expect(leader.sent()).toEqual(['urgent']);
  });

  it('is not undone by what was read before', async () => {
    const browser = createFakeBrowser();
    const tab = browser.tab();
    const read = new Map<string, () => void>();
    const openKeeper: FakeTab['openKeeper'] = async (address) => {
      const keeper = await tab.openKeeper(address);
      const load: typeof keeper.load = async (userId) => {
        const messages = await keeper.load(userId);
        if (read.has('hold')) await new Promise<void>((resolve) => read.set('release', resolve));
        return messages;
      };
      return { ...keeper, load };
    };
    const { client, send, waiting } = await openTab({ ...tab, openKeeper });
    const other = await openTab(browser.tab());
    send('one');
    const urgent = send('urgent');
    await turn();
    read.set('hold', () => undefined);
    other.send('elsewhere');
    await turn();
    client.sendNow(urgent);
    read.get('release')?.();
    await turn();
    expect(waiting()).toEqual(['urgent', 'one', 'elsewhere']);
    expect(client.outbox(conversationId)[0]?.seq).toBeLessThan(1);
  });

  it('outlives a reload', async () => {
    const browser = createFakeBrowser();
    const tab = browser.tab();
    const before = await openTab(tab);
    before.send('one');
    const [two, three] = [before.send('two'), before.send('three')];
    await turn();
    before.client.sendNow(two);
    before.client.sendNow(three);
    await turn();
    tab.kill();
    const after = await openTab(browser.tab());
    await turn();
    expect(after.waiting()).toEqual(['three', 'two', 'one']);
    expect(browser.kept()).toHaveLength(3);
  });

  it('does not bring back what another tab takes back at that moment', async () => {
    const browser = createFakeBrowser();
    const [tab, other] = [await openTab(browser.tab()), await openTab(browser.tab())];
    tab.send('one');
    const urgent = tab.send('urgent');
    await turn();
    tab.client.sendNow(urgent);
    other.client.remove(urgent);
    await turn();
    expect(tab.waiting()).toEqual(['one']);
    expect(contents(browser)).toEqual(['one']);
  });

  it.each([
    ['is its own', 0.1],
    ['would be the same', 0.9],
  ])('loses nothing when another tab puts another message first at that moment, and its place %s', async (_, random) => {
    const browser = createFakeBrowser();
    const [tab, other] = [await openTab(browser.tab(), 0.9), await openTab(browser.tab(), random)];
    const [, two, three] = [tab.send('one'), tab.send('two'), tab.send('three')];
    await turn();
    tab.client.sendNow(two);
    other.client.sendNow(three);
    await turn();
    expect(new Set(contents(browser))).toEqual(new Set(['one', 'two', 'three']));
    expect(new Set(tab.waiting())).toEqual(new Set(['one', 'two', 'three']));
  });

  it('holds for a message that is still being kept', async () => {
    const browser = createFakeBrowser();
    const { client, send, waiting, sent, stopped } = await openTab(browser.tab());
    send('one');
    send('two');
    client.sendNow(send('urgent'));
    await turn();
    expect(waiting()).toEqual(['urgent', 'one', 'two']);
    expect(contents(browser)).toEqual(['urgent', 'one', 'two']);
    stopped();
    expect(sent()).toEqual(['urgent']);
  });

  it('holds for a message whose user is not known yet, and among those of a page before: the last word counts', async () => {
    const browser = createFakeBrowser();
    const before = browser.tab();
    const { send } = await openTab(before);
    send('one');
    const two = send('two');
    await turn();
    before.kill();
    const world = createFakeWorld();
    const { openKeeper } = browser.tab();
    const client = createChatClient({
      url: 'ws://localhost:8000/ws',
      environment: { ...world.environment, uuid: () => crypto.randomUUID(), openKeeper },
    });
    client.open('effect');
    await turn();
    client.sendNow(client.send({ conversationId, content: 'urgent' }));
    await turn();
    client.sendNow(two);
    world.socket().welcome();
    await turn();
    expect(contents(browser)).toEqual(['two', 'urgent', 'one']);
    expect(world.socket().sent('Message')).toMatchObject([{ content: 'two' }]);
  });

  it('leaves nothing kept once all has been sent', async () => {
    const browser = createFakeBrowser();
    const { world, client, send, stopped } = await openTab(browser.tab());
    const one = send('one');
    const urgent = send('urgent');
    await turn();
    client.sendNow(urgent);
    await turn();
    stopped();
    world.socket().say(added(4, question('urgent', { id: urgent })));
    world.socket().say(added(5, answer({ id: nextAnswerId, reply_to: urgent, status: 'complete' })));
    world.socket().say(added(6, question('one', { id: one })));
    await turn();
    expect(browser.kept()).toEqual([]);
  });
});

describe('what is still to be sent', () => {
  it('U29: is counted over all conversations, until the server has it', async () => {
    const { world, client, send, stopped } = await openTab();
    expect(client.unsent()).toBe(0);
    const one = send('one');
    client.send({ conversationId: '33333333-3333-4333-8333-333333333333', content: 'elsewhere' });
    expect(client.unsent()).toBe(2);
    stopped();
    world.socket().say(added(4, question('one', { id: one })));
    expect(client.unsent()).toBe(1);
  });
});

describe('a place before another', () => {
  const random = fc.double({ min: 0, max: 1, noNaN: true });

  it('lies between its neighbours, and apart from the whole numbers below', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.array(random, { minLength: 1, maxLength: 20 }), (first, randoms) => {
        let next = first;
        for (const chance of randoms) {
          const place = placeBefore(next, chance);
          expect(place).toBeLessThan(next);
          expect(place).toBeGreaterThan(first - 1);
          expect(placeBefore(next, chance, place)).toBeGreaterThan(place);
          next = place;
        }
      }),
    );
  });
});
