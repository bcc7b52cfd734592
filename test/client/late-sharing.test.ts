import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import type { LoadSharing } from '../../src/client/late-sharing.ts';
import { createOutboxSharing } from '../../src/client/outbox-sharing.ts';
import { createFakeBrowser } from '../support/fake-browser.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { conversationId, snapshot } from '../support/log-frames.ts';

/** A tab whose part of the browser's outbox comes when `loadSharing` says. */
async function openTab(loadSharing: LoadSharing) {
  const browser = createFakeBrowser();
  const world = createFakeWorld();
  const { openKeeper } = browser.tab();
  const environment = { ...world.environment, uuid: () => crypto.randomUUID(), openKeeper, loadSharing };
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  world.socket().welcome();
  world.socket().say(snapshot(0, []));
  client.send({ conversationId, content: 'Why?' });
  await turn();
  return { client, browser, world, sent: () => world.socket().sent('Message') };
}

it('nothing is sent while what keeps it is still being loaded', async () => {
  const loading = Promise.withResolvers<typeof createOutboxSharing>();
  const { client, browser, sent } = await openTab(() => loading.promise);
  expect(sent()).toEqual([]);
  const second = client.send({ conversationId, content: 'And then?' });
  client.remove(second);
  loading.resolve(createOutboxSharing);
  await turn();
  expect(sent()).toMatchObject([{ content: 'Why?' }]);
  expect(browser.kept()).toMatchObject([{ frame: { content: 'Why?' } }]);
});

it('a tab that cannot load it keeps nothing, and sends by itself', async () => {
  const { browser, sent } = await openTab(() => Promise.reject(new TypeError('The network is gone.')));
  expect(sent()).toMatchObject([{ content: 'Why?' }]);
  expect(browser.kept()).toEqual([]);
});

it('a tab that cannot load it fails what waits for a conversation that is gone, as the one that sends does', async () => {
  const { client, world } = await openTab(() => Promise.reject(new TypeError('The network is gone.')));
  client.send({ conversationId, content: 'And then?' });
  await turn();
  world.socket().say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' });
  expect(client.outbox(conversationId).map(({ status }) => status)).toEqual(['sending', 'failed']);
});
