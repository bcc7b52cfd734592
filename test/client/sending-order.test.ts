import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createChatClient, type OpenKeeper } from '../../src/client/index.ts';
import type { ErrorFrame } from '../../src/protocol/index.ts';
import { createFakeBrowser } from '../support/fake-browser.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, conversationId, question, snapshot } from '../support/log-frames.ts';

/** A client that follows a conversation of which the server knows nothing yet. */
function open(keeping: { openKeeper?: OpenKeeper } = {}) {
  const world = createFakeWorld();
  const environment = { ...world.environment, uuid: () => crypto.randomUUID(), ...keeping };
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment });
  client.open('effect');
  client.follow(conversationId, 'effect');
  async function welcome(): Promise<void> {
    world.socket().welcome();
    world.socket().say({ ...refusal(`subscribe:${conversationId}`), code: 'not_found' });
    await turn();
  }

  return {
    world,
    send: (content: string) => client.send({ conversationId, content }),
    sent: () =>
      world
        .socket()
        .sent('Message')
        .map(({ content }) => content),
    welcome,
    async welcomeAgain() {
      world.socket().close(1006);
      world.advance(1_000);
      await welcome();
    },
  };
}

function refusal(request_id: string): ErrorFrame {
  return { type: 'Error', layer: 'application', code: 'forbidden', message: 'No.', retryable: false, request_id };
}

describe('messages on their way', () => {
  it('R6.13: go behind the Subscribe of their conversation on each socket', async () => {
    const { world, send, welcome, welcomeAgain } = open();
    send('written before the first socket');
    await welcome();
    expect(world.socket().frames.map(({ type }) => type)).toEqual(['Subscribe', 'Message']);
    await welcomeAgain();
    expect(world.socket().frames.map(({ type }) => type)).toEqual(['Subscribe', 'Message']);
  });

  it('R6.16: wait behind one that failed, on the next socket too', async () => {
    const { world, send, sent, welcome, welcomeAgain } = open();
    await welcome();
    const refused = send('refused');
    send('behind it');
    world.socket().say(refusal(refused));
    expect(sent()).toEqual(['refused']);
    await welcomeAgain();
    expect(sent()).toEqual([]);
  });

  it('R2.1: go in the order in which they were kept, whichever tab wrote them', async () => {
    const browser = createFakeBrowser();
    const [leader, other] = [open(browser.tab()), open(browser.tab())];
    await leader.welcome();
    await other.welcome();
    leader.world.socket().close(1006);
    const first = other.send('first');
    leader.send('second');
    await turn();
    leader.world.advance(1_000);
    await leader.welcome();
    expect(leader.sent()).toEqual(['first']);
    leader.world.socket().say(snapshot(3, [question('first', { id: first }), answer({ reply_to: first, status: 'complete' })]));
    expect(leader.sent()).toEqual(['first', 'second']);
  });
});
