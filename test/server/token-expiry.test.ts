import { describe, expect, it, vi } from 'vitest';
import { systemEnvironment } from '../../src/server/environment.ts';
import type { Authorize, Environment } from '../../src/server/index.ts';
import { connect, connected, type RawClient } from '../support/raw-client.ts';
import { ask, openChat } from './chat-fixture.ts';

const hourMs = 60 * 60_000;

/** Hours pass when the test says so; all else takes its time. */
function createHours() {
  const due = new Set<() => void>();
  let aheadMs = 0;
  const environment: Environment = {
    ...systemEnvironment,
    now: () => systemEnvironment.now() + aheadMs,
    after(delayMs, callback) {
      if (delayMs < hourMs / 2 || delayMs > 2 * hourMs) return systemEnvironment.after(delayMs, callback);
      due.add(callback);
      return () => due.delete(callback);
    },
  };
  return {
    environment,
    count: () => due.size,
    pass() {
      aheadMs += hourMs;
      for (const callback of due) {
        due.delete(callback);
        callback();
      }
    },
  };
}

/** A chat of an application whose tokens say whose they are, and until when. */
async function open() {
  const hours = createHours();
  const authorize: Authorize = ({ headers }) => {
    const [userId = '', until] = headers.authorization?.replace('Bearer ', '').split(' until ') ?? [];
    if (userId === '') return 'anonymous';
    return { userId, ...(until !== undefined && { expiresAt: Number(until) }) };
  };
  const chat = await openChat({ authorize, environment: hours.environment });
  const tokenFor = (ms: number) => `ada until ${hours.environment.now() + ms}`;
  const enter = (token: string) => connected(chat.url, { headers: { authorization: `Bearer ${token}` } });
  return { chat, hours, tokenFor, enter };
}

async function present(client: RawClient, token: string): Promise<number | undefined> {
  client.send({ type: 'Authenticate', token });
  return (await client.next('Authenticated')).expires_at;
}

describe('R3.10: a token of the application that runs out in the middle of an answer', () => {
  it('and was renewed on its socket loses nothing', async () => {
    const { chat, hours, tokenFor } = await open();
    const client = await connected(chat.url);
    const first = tokenFor(hourMs);
    expect(await present(client, first)).toBe(Number(first.split(' ').at(-1)));
    await ask(client, 'Go on');
    const answer = await chat.model.next();
    answer.write('One, ');
    await client.next('Update');
    await present(client, tokenFor(3 * hourMs));
    hours.pass();
    answer.write('two.');
    expect((await client.next('Update')).delta.content).toBe('two.');
    answer.finish();
    expect(await client.next('Complete')).toMatchObject({ status: 'complete' });
  });

  it.each(['the upgrade', 'Authenticate'])('closes its socket with 4401, and the next one brings the rest: %s', async (by) => {
    const { chat, hours, tokenFor, enter } = await open();
    const token = tokenFor(hourMs);
    const client = by === 'Authenticate' ? await connected(chat.url) : await enter(token);
    if (by === 'Authenticate') await present(client, token);
    const { conversation_id, log_id } = await ask(client, 'Go on');
    const answer = await chat.model.next();
    answer.write('One, ');
    const { sync_id } = await client.next('Update');
    hours.pass();
    expect(await client.next('Error')).toMatchObject({ code: 'unauthorized' });
    expect(await client.closed).toBe(4401);
    const other = await enter('ada');
    other.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    await other.next('Subscribed');
    answer.write('two.');
    answer.finish();
    await other.next('Complete');

    const again = await enter(tokenFor(hourMs));
    again.send({ type: 'Subscribe', scope: 'chat', conversation_id, log_id, last_sync_id: sync_id });
    expect((await again.next('Subscribed')).events).toMatchObject([{ type: 'Update', delta: { content: 'two.' } }, { type: 'Complete' }]);
  });

  it('is refused from then on', async () => {
    const { chat, hours, tokenFor, enter } = await open();
    const token = tokenFor(hourMs);
    const other = await enter('ada');
    hours.pass();
    expect(await connect(chat.url, { headers: { authorization: `Bearer ${token}` } }).closed).toBe(4401);
    other.send({ type: 'Authenticate', token });
    expect(await other.closed).toBe(4401);
  });
});

it('a socket that has gone, or now has a token without an end, leaves no timer behind', async () => {
  const { hours, tokenFor, enter } = await open();
  const [gone, renewed] = [await enter(tokenFor(hourMs)), await enter(tokenFor(hourMs))];
  expect(hours.count()).toBe(2);
  gone.close();
  await gone.closed;
  expect(await present(renewed, 'ada')).toBeUndefined();
  await vi.waitFor(() => expect(hours.count()).toBe(0));
});
