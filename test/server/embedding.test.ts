import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Authorize, CanAccess } from '../../src/server/index.ts';
import { connect, connected } from '../support/raw-client.ts';
import { ask, openChat } from './chat-fixture.ts';

/** An application whose users say their name. */
const authorize: Authorize = ({ headers }) => {
  const name = headers.authorization?.replace('Bearer ', '');
  if (name === undefined) return 'anonymous';
  return name === 'mallory' ? 'refused' : { userId: name };
};

const as = (name: string) => ({ headers: { authorization: `Bearer ${name}` } });
const id = () => crypto.randomUUID();

describe('an application that knows its users', () => {
  it('says who a socket is', async () => {
    const { url } = await openChat({ authorize });

    expect(await connect(url, as('ada')).next('Welcome')).toMatchObject({ user_id: 'ada' });
  });

  it('refuses whom it will with 4401', async () => {
    const { url } = await openChat({ authorize });

    expect(await connect(url, as('mallory')).closed).toBe(4401);
  });

  it('leaves strangers to the server’s own cookie', async () => {
    const { url } = await openChat({ authorize });

    expect((await connect(url).next('Welcome')).token).toBeDefined();
  });

  it('knows the token of an Authenticate as it knows a header', async () => {
    const { url } = await openChat({ authorize });
    const client = await connected(url);
    client.send({ type: 'Authenticate', token: 'ada' });

    expect(await client.next('Authenticated')).toMatchObject({ user_id: 'ada' });
  });

  it('R7.2: that fails itself refuses with 4429, to be asked again, and tells nobody why', async () => {
    const told: string[] = [];
    const tell = (message: string) => void told.push(message);
    const failing: Authorize = ({ headers }) => {
      if (headers.authorization === undefined) return 'anonymous';
      throw new Error('the password of our database is swordfish');
    };
    const { url } = await openChat({ authorize: failing, logger: { info: tell, error: tell } });
    const client = connect(url, as('ada'));

    expect(await client.next('Error')).toMatchObject({ code: 'unavailable', retry_after_ms: expect.any(Number) });
    expect(await client.closed).toBe(4429);
    expect(JSON.stringify(client.received)).not.toContain('swordfish');
    expect(told).toHaveLength(1);
  });
});

describe('an application that says who may see what', () => {
  /** A chat in which everybody may see everything, but what is withdrawn. */
  async function openShared() {
    const withdrawn = new Set<string>();
    const canAccess: CanAccess = (userId) => !withdrawn.has(userId);
    const chat = await openChat({ authorize, canAccess });
    const [ada, bob] = [await connected(chat.url, as('ada')), await connected(chat.url, as('bob'))];
    return { chat, ada, bob, withdrawn };
  }

  it('lets a user see and write what another one began', async () => {
    const { chat, ada, bob } = await openShared();
    const { conversation_id } = await ask(ada, 'From Ada');
    await chat.model.next();

    bob.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    expect((await bob.next('Subscribed')).messages).toHaveLength(2);
    await ask(bob, 'From Bob', { conversation_id });
    expect((await ada.next('MessageAdded', ({ message }) => message.role === 'user')).message.parts).toEqual([
      { type: 'text', text: 'From Bob' },
    ]);
  });

  it('I13 ends what is being followed at once when it is withdrawn', async () => {
    const { chat, ada, bob, withdrawn } = await openShared();
    const { conversation_id } = await ask(ada, 'From Ada');
    const answer = await chat.model.next();
    bob.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    await bob.next('Subscribed');

    withdrawn.add('bob');
    await chat.recheckAccess();
    answer.write('not for Bob');
    await ada.next('Update');
    bob.send({ type: 'Ping' });

    expect(await bob.next('Unsubscribed')).toMatchObject({ conversation_id, code: 'not_found' });
    await bob.next('Pong');
    expect(bob.received.some(({ type }) => type === 'Update')).toBe(false);
  });

  it('I13 ends also what was about to be followed', async () => {
    let decide: (isAllowed: boolean) => void = () => undefined;
    let isOpen = true;
    const canAccess: CanAccess = (userId) => (userId === 'ada' || !isOpen ? isOpen : new Promise((resolve) => (decide = resolve)));
    const chat = await openChat({ authorize, canAccess });
    const [ada, bob] = [await connected(chat.url, as('ada')), await connected(chat.url, as('bob'))];
    const { conversation_id } = await ask(ada, 'From Ada');

    bob.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    ada.send({ type: 'Ping' });
    await ada.next('Pong');
    isOpen = false;
    await chat.recheckAccess();
    decide(true);

    expect(await bob.next('Unsubscribed')).toMatchObject({ conversation_id });
  });

  it.each([
    ['says no', () => false],
    ['fails', () => Promise.reject(new Error('down'))],
  ])('R11.3: shows nothing to anybody where it %s, the owner included', async (_, canAccess) => {
    let rule: CanAccess = () => true;
    const chat = await openChat({ authorize, canAccess: (userId, conversationId) => rule(userId, conversationId) });
    const ada = await connected(chat.url, as('ada'));
    const { conversation_id, answer_id } = await ask(ada, 'From Ada');
    rule = canAccess;

    for (const frame of [
      { type: 'Subscribe', scope: 'chat', conversation_id },
      { type: 'Message', id: id(), conversation_id, content: 'Hi' },
      { type: 'Cancel', conversation_id, message_id: answer_id },
      { type: 'Regenerate', id: id(), conversation_id, message_id: answer_id },
      { type: 'History', conversation_id, before: answer_id, limit: 1 },
    ] as const) {
      ada.send(frame);
      expect(await ada.next('Error')).toMatchObject({ code: 'not_found', conversation_id });
    }
  });
});

describe('an HTTP server that is shared', () => {
  it('answers everything but the sockets itself, and the routes of the chat where it asks for them', async () => {
    const server = createServer((request, response) => {
      if (!chat.handle(request, response)) response.end('mine');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const chat = await openChat({ server });
    onTestFinished(() => void server.close());

    expect(await (await fetch(`${chat.url}/auth/other`)).text()).toBe('mine');
    expect(await (await fetch(`${chat.url}/auth/me`)).json()).toEqual({ user: null, providers: [] });
    await connected(chat.url);
  });

  it.each([
    [60_000, 10_000],
    [0, 10_000],
    [2000, 2000],
  ])('R8.1: whose limit for headers is %d ms has one of %d ms', async (headersTimeout, expected) => {
    const server = createServer({ headersTimeout });
    await openChat({ server });
    expect(server.headersTimeout).toBe(expected);
  });
});
