import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import { createFakeBrowser, type FakeBrowser, type FakeTab } from '../support/fake-browser.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, conversationId, question, snapshot } from '../support/log-frames.ts';

/** A tab of a browser with the chat open; each has its own clock and sockets. */
function openTab(browser: FakeBrowser, tab: FakeTab = browser.tab()) {
  const world = createFakeWorld();
  const client = createChatClient({
    url: 'ws://localhost:8000/ws',
    environment: { ...world.environment, uuid: () => crypto.randomUUID(), openKeeper: tab.openKeeper },
  });
  const close = client.open('effect');
  client.follow(conversationId, 'effect');
  return {
    world,
    client,
    tab,
    close,
    sent: () => world.socket().sent('Message'),
    statuses: () => client.outbox(conversationId).map(({ status, frame }) => [status, 'content' in frame ? frame.content : '']),
    send: (content: string) => client.send({ conversationId, content }),
    async welcome(userId = 'u1', before?: string) {
      world.socket().welcome({ user_id: userId, ...(before === undefined ? {} : { previous_user_id: before }) });
      world.socket().say({
        type: 'Error',
        layer: 'application',
        code: 'not_found',
        message: '',
        retryable: false,
        request_id: `subscribe:${conversationId}`,
      });
      await turn();
    },
    /** The server's log shows the message, and its answer has ended. */
    async acknowledge(id: string, lastSyncId = 3) {
      world.socket().say(snapshot(lastSyncId, [question('', { id }), answer({ reply_to: id, status: 'complete' })]));
      await turn();
    },
  };
}

describe('what is sent', () => {
  it('is kept before it is sent', async () => {
    const browser = createFakeBrowser();
    const page = openTab(browser);
    await page.welcome();
    page.send('hello');
    expect(page.sent()).toEqual([]);
    expect(page.statuses()).toEqual([['queued', 'hello']]);
    await turn();
    expect(browser.kept()).toMatchObject([{ frame: { content: 'hello' }, userId: 'u1' }]);
    expect(page.sent()).toMatchObject([{ content: 'hello' }]);
  });

  it('is kept once, also where it fails while it is being kept', async () => {
    const browser = createFakeBrowser();
    const page = openTab(browser);
    await page.welcome();
    page.world.socket().say(snapshot(2, [question('hi'), answer()]));
    const id = page.send('hello');
    page.world.socket().say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
    await turn();
    expect(browser.kept()).toMatchObject([{ frame: { id }, error: { code: 'not_found' } }]);
    page.client.remove(id);
    await turn();
    expect(browser.kept()).toEqual([]);
  });

  it('has not failed by what a tab sees that does not send it', async () => {
    const browser = createFakeBrowser();
    const [leader, other] = [openTab(browser), openTab(browser)];
    await leader.welcome();
    await other.welcome();
    other.world.socket().say(snapshot(2, [question('hi'), answer({ status: 'complete' })]));
    const id = other.send('hello');
    await turn();
    expect(leader.sent()).toMatchObject([{ id }]);
    other.world.socket().say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
    await turn();
    expect(other.statuses()).toEqual([['queued', 'hello']]);
    const refusal = { type: 'Error', layer: 'application', code: 'not_found', message: '', retryable: false } as const;
    leader.world.socket().say({ ...refusal, request_id: id });
    await turn();
    expect(other.statuses()).toEqual([['failed', 'hello']]);
  });

  it('is kept until the log shows it, and not a moment longer', async () => {
    const browser = createFakeBrowser();
    const page = openTab(browser);
    await page.welcome();
    const id = page.send('hello');
    await turn();
    page.world.socket().close(1006);
    expect(browser.kept()).toHaveLength(1);
    page.world.advance(1_000);
    await page.welcome();
    await page.acknowledge(id);
    expect(browser.kept()).toEqual([]);
  });

  it('survives a reload, and is sent then, once, under the same id, in order', async () => {
    const browser = createFakeBrowser();
    const before = openTab(browser);
    await before.welcome();
    before.world.socket().close(1006);
    const [first] = [before.send('one'), before.send('two')];
    await turn();
    before.tab.kill();

    const after = openTab(browser);
    await turn();
    expect(after.statuses()).toEqual([
      ['queued', 'one'],
      ['queued', 'two'],
    ]); // shown before the server is there
    await after.welcome();
    expect(after.sent()).toMatchObject([{ id: first, content: 'one' }]);
    await after.acknowledge(first);
    expect(after.sent()).toMatchObject([{ content: 'one' }, { content: 'two' }]);
  });

  it('survives a reload also where the server never said who writes it, and goes out for the last user of this browser', async () => {
    const browser = createFakeBrowser();
    const before = openTab(browser);
    await before.welcome();
    before.tab.kill();
    const page = openTab(browser); // the server is down
    const id = page.send('early');
    await turn();
    page.tab.kill();

    const after = openTab(browser);
    await turn();
    expect(after.statuses()).toEqual([['queued', 'early']]);
    await after.welcome();
    expect(after.sent()).toMatchObject([{ id, content: 'early' }]);
  });

  it('R3.13: is left to the last user of this browser where the server names another, unless this page has written it', async () => {
    const browser = createFakeBrowser();
    const before = openTab(browser);
    await before.welcome('u1');
    before.tab.kill();
    const page = openTab(browser);
    page.send('of an earlier page');
    await turn();
    page.tab.kill();

    const after = openTab(browser);
    after.send('of this page');
    await turn();
    await after.welcome('u2');
    expect(after.statuses()).toEqual([['sending', 'of this page']]);
    expect(after.sent()).toMatchObject([{ content: 'of this page' }]);
    expect(browser.kept()).toMatchObject([
      { frame: { content: 'of an earlier page' }, userId: 'u1' },
      { frame: { content: 'of this page' }, userId: 'u2' },
    ]);
  });

  it('is adopted by the first user who is known, where none ever was', async () => {
    const browser = createFakeBrowser();
    const page = openTab(browser);
    page.send('early');
    await turn();
    page.tab.kill();

    const after = openTab(browser);
    await turn();
    expect(after.statuses()).toEqual([['queued', 'early']]);
    await after.welcome('u1');
    expect(browser.kept()).toMatchObject([{ userId: 'u1' }]);
    expect(after.sent()).toMatchObject([{ content: 'early' }]);
  });

  it('is kept for its user before it is sent', async () => {
    const browser = createFakeBrowser();
    const before = openTab(browser);
    await before.welcome('u1');
    before.tab.kill();
    const page = openTab(browser);
    page.send('early');
    await turn();
    const keep = page.tab.holdKeeping();
    await page.welcome('u2');
    expect(page.sent()).toEqual([]);
    keep();
    await turn();
    expect(browser.kept()).toMatchObject([{ userId: 'u2' }]);
    expect(page.sent()).toMatchObject([{ content: 'early' }]);
  });

  it('is kept in the order in which it was written, also where the server comes meanwhile', async () => {
    const browser = createFakeBrowser();
    const page = openTab(browser);
    page.send('one');
    const welcomed = page.welcome();
    page.send('two');
    await welcomed;
    await turn();
    expect(browser.kept()).toMatchObject([
      { frame: { content: 'one' }, userId: 'u1' },
      { frame: { content: 'two' }, userId: 'u1' },
    ]);
  });

  it('R3.14: of an anonymous user is sent for the known one who that has become, from a page before and from this one', async () => {
    const browser = createFakeBrowser();
    const left = openTab(browser);
    await left.welcome('nobody');
    left.world.socket().close(1006);
    const [first] = [left.send('before the sign-in')];
    await turn();
    left.tab.kill();
    const open = openTab(browser);
    await open.welcome('nobody');
    open.world.socket().close(4401);
    open.world.advance(60_000);
    open.send('while it was under way');
    await turn();

    await open.welcome('ada', 'nobody');
    await turn();

    expect(open.sent()).toMatchObject([{ id: first }]);
    expect(browser.kept().map(({ userId }) => userId)).toEqual(['ada', 'ada']);
    await open.acknowledge(first ?? '');
    expect(open.sent().at(-1)).toMatchObject({ content: 'while it was under way' });
  });

  it('R3.14: of an anonymous user is sent for the known one also where the server is quicker than what is kept', async () => {
    const browser = createFakeBrowser();
    const left = openTab(browser);
    await left.welcome('nobody');
    left.world.socket().close(1006);
    left.send('before the sign-in');
    await turn();
    left.tab.kill();

    const after = openTab(browser);
    await after.welcome('ada', 'nobody');
    await turn();

    expect(after.sent()).toMatchObject([{ content: 'before the sign-in' }]);
    expect(browser.kept()).toMatchObject([{ userId: 'ada' }]);
  });

  it('G5: of one user is neither shown to nor sent for another', async () => {
    const browser = createFakeBrowser();
    const before = openTab(browser);
    await before.welcome('u1');
    before.world.socket().close(1006);
    before.send('of u1');
    await turn();
    before.tab.kill();

    const after = openTab(browser);
    await turn();
    await after.welcome('u2');
    expect(after.statuses()).toEqual([]);
    expect(after.sent()).toEqual([]);
    expect(browser.kept()).toHaveLength(1);
  });

  it('stays failed after a reload, with its reason, and can be sent again', async () => {
    const browser = createFakeBrowser();
    const before = openTab(browser);
    await before.welcome();
    const id = before.send('bad');
    await turn();
    before.world.socket().say({ type: 'Error', layer: 'application', code: 'forbidden', message: 'No.', retryable: false, request_id: id });
    await turn();
    before.tab.kill();

    const after = openTab(browser);
    await after.welcome();
    expect(after.client.outbox(conversationId)).toMatchObject([{ status: 'failed', error: { code: 'forbidden', message: 'No.' } }]);
    after.client.retry(id);
    await turn();
    expect(after.sent()).toMatchObject([{ content: 'bad' }]);
    expect(after.sent()[0]?.id).not.toBe(id);
    expect(browser.kept()).toHaveLength(1);
  });

  it('is sent all the same where nothing can be kept', async () => {
    const browser = createFakeBrowser();
    const page = openTab(browser);
    page.tab.fillDisk();
    await page.welcome();
    page.send('hello');
    await turn();
    expect(page.sent()).toMatchObject([{ content: 'hello' }]);
  });

  it('is kept again after one that was not, since the store was closed under the page', async () => {
    const browser = createFakeBrowser();
    const page = openTab(browser);
    await page.welcome();
    page.tab.loseStore();
    const first = page.send('one');
    await turn();
    page.send('two');
    await turn();
    expect(browser.kept()).toMatchObject([{ frame: { content: 'two' } }]);
    await page.acknowledge(first);
    expect(page.sent()).toMatchObject([{ content: 'one' }, { content: 'two' }]);
  });

  it('is forgotten everywhere when it is removed', async () => {
    const browser = createFakeBrowser();
    const page = openTab(browser);
    await page.welcome();
    page.world.socket().close(1006);
    const id = page.send('never mind');
    await turn();
    page.client.remove(id);
    await turn();
    expect(browser.kept()).toEqual([]);
  });
});

describe('of several tabs', () => {
  async function twoTabs() {
    const browser = createFakeBrowser();
    const leader = openTab(browser);
    await leader.welcome();
    const other = openTab(browser);
    await other.welcome();
    return { browser, leader, other };
  }

  it('none sends again what another has sent before the one that wrote it knew its user', async () => {
    const { browser, leader, other } = await twoTabs();
    const late = openTab(browser);
    const id = late.send('early');
    await turn();
    other.send('later');
    await turn();
    expect(leader.sent()).toMatchObject([{ id }]);
    await leader.acknowledge(id);
    await late.welcome();
    expect(late.statuses()).toEqual([['queued', 'later']]);
    expect(browser.kept()).toMatchObject([{ frame: { content: 'later' } }]);
  });

  it('one sends what all write, in the order in which it was written', async () => {
    const { leader, other } = await twoTabs();
    const first = other.send('from the other');
    await turn();
    leader.send('from the leader');
    await turn();
    expect(other.sent()).toEqual([]);
    expect(leader.sent()).toMatchObject([{ id: first }]);
    await leader.acknowledge(first);
    expect(leader.sent()).toMatchObject([{ id: first }, { content: 'from the leader' }]);
  });

  it('all let go of what the server has', async () => {
    const { browser, leader, other } = await twoTabs();
    const id = other.send('hello');
    await turn();
    await leader.acknowledge(id);
    expect(other.statuses()).toEqual([['sent', 'hello']]);
    expect(browser.kept()).toEqual([]);
  });

  it('another takes the sending over when the one that does it is closed', async () => {
    const { leader, other } = await twoTabs();
    leader.tab.freeze(); // its network is gone, so that nothing is sent
    other.send('hello');
    await turn();
    leader.tab.kill();
    await turn();
    expect(other.sent()).toMatchObject([{ content: 'hello' }]);
  });

  it('another takes over from one that shows no life for 2 s', async () => {
    const { leader, other } = await twoTabs();
    leader.tab.freeze();
    other.send('hello');
    await turn();
    other.world.advance(1_999);
    expect(other.sent()).toEqual([]);
    other.world.advance(1);
    await turn();
    expect(other.sent()).toMatchObject([{ content: 'hello' }]);
  });

  it('nobody takes over from one that lives', async () => {
    const { leader, other } = await twoTabs();
    leader.world.socket().close(1006);
    other.send('hello');
    await turn();
    other.world.advance(60_000);
    await turn();
    expect(other.sent()).toEqual([]);
    leader.world.advance(1_000);
    await leader.welcome();
    expect(leader.sent()).toMatchObject([{ content: 'hello' }]);
  });

  it('another takes the sending over from one that cannot read any more what is kept', async () => {
    const { leader, other } = await twoTabs();
    leader.tab.loseStore();
    other.send('hello');
    await turn();
    expect(leader.sent()).toEqual([]);
    expect(other.sent()).toMatchObject([{ content: 'hello' }]);
  });

  it('each sends by itself what it could not keep, for no other has heard of it', async () => {
    const { browser, leader, other } = await twoTabs();
    other.tab.fillDisk();
    other.send('hello');
    await turn();
    expect(browser.kept()).toEqual([]);
    expect(leader.statuses()).toEqual([]);
    expect(other.sent()).toMatchObject([{ content: 'hello' }]);
  });

  it('all forget what one removes', async () => {
    const { browser, leader, other } = await twoTabs();
    leader.world.socket().close(1006);
    const id = leader.send('never mind');
    await turn();
    expect(other.statuses()).toEqual([['queued', 'never mind']]);
    leader.client.remove(id);
    await turn();
    expect(other.statuses()).toEqual([]);
    expect(browser.kept()).toEqual([]);
  });
});
