import { describe, expect, it } from 'vitest';
import { connected } from '../support/raw-client.ts';
import { ask, connectAgain, openChat } from './chat-fixture.ts';

const long = 'Say it again. '.repeat(800);

describe('compression of frames', () => {
  it('is off, whatever a client offers', async () => {
    const { client } = await openChat();
    expect(client.socket.extensions).toBe('');
  });

  it('makes long frames shorter, for who can read it, and leaves short ones as they are', async () => {
    const bytes = await Promise.all(
      [1024, undefined].map(async (compressFromBytes) => {
        const { client, model, url } = await openChat({ compressFromBytes });
        const { conversation_id } = await ask(client, long);
        (await model.next()).finish();
        await client.next('Complete');
        const reader = await connectAgain(url, client);
        const before = reader.bytesRead();
        reader.send({ type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 0 });
        await reader.next('Subscribed');
        return reader.bytesRead() - before;
      }),
    );
    expect(bytes[1]).toBeGreaterThan(long.length);
    expect(bytes[0]).toBeLessThan(long.length / 20);
  });

  it('lets no short frame past a long one', async () => {
    const { client, model } = await openChat({ compressFromBytes: 1024, flushIntervalMs: 0 });
    const { conversation_id } = await ask(client, 'Go on.');
    const answer = await model.next();
    for (let n = 0; n < 20; n += 1) {
      answer.write(n % 2 === 0 ? long : 'short');
      client.send({ type: 'Ping' });
    }
    answer.finish();
    await client.next('Complete');
    const syncIds = client.received.flatMap((frame) =>
      'sync_id' in frame && frame.conversation_id === conversation_id ? [frame.sync_id] : [],
    );
    expect(syncIds).toEqual(syncIds.toSorted((a, b) => a - b));
    const text = client.received.map((frame) => (frame.type === 'Update' ? (frame.delta.content ?? '') : '')).join('');
    expect(text).toBe(`${long}short`.repeat(10));
  });

  it('goes on where a reader had to be waited for', async () => {
    const { client, model, url } = await openChat({ compressFromBytes: 1024, flushIntervalMs: 0 });
    const { conversation_id } = await ask(client, 'Go on.');
    const reader = await connected(url);
    expect(reader.socket.extensions).toContain('permessage-deflate');
    const slow = await connectAgain(url, client);
    slow.send({ type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: 0 });
    await slow.next('Subscribed');
    slow.socket.pause();
    const answer = await model.next();
    // Nothing that could be made shorter.
    for (let n = 0; n < 12; n += 1) answer.write(Buffer.from(crypto.getRandomValues(new Uint8Array(60_000))).toString('base64'));
    answer.finish();
    await client.next('Complete');
    slow.socket.resume();
    await slow.next('Complete');
    const textOf = ({ received }: typeof slow) =>
      received.map((frame) => (frame.type === 'Update' ? (frame.delta.content ?? '') : '')).join('');
    expect(textOf(slow)).toBe(textOf(client));
  });

  it('does not blow up a short frame into one that is too long', async () => {
    const { client } = await openChat({ compressFromBytes: 1024, maxFrameBytes: 4096 });
    client.sendRaw(JSON.stringify({ type: 'Message', id: crypto.randomUUID(), content: 'a'.repeat(1_000_000) }));
    expect(await client.closed).toBe(1009);
  });
});
