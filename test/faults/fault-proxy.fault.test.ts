import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { createSeededRandom } from './seeded-random.ts';

/** A proxy before a server that keeps what it gets, and a connection through it. */
async function openConnection(): Promise<{ proxy: FaultProxy; client: Socket; server: Socket; atServer: () => Buffer; chunks: Buffer[] }> {
  const listener = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const proxy = await startFaultProxy((listener.address() as AddressInfo).port, createSeededRandom(1)); // a string only for pipes
  const accepted = once(listener, 'connection');
  const client = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  const [server]: Socket[] = await accepted;
  if (!server) throw new Error('There is no connection.');
  const chunks: Buffer[] = [];
  server.on('data', (chunk) => chunks.push(chunk));
  for (const socket of [client, server]) socket.on('error', () => undefined);
  onTestFinished(async () => {
    await proxy.close();
    client.destroy();
    server.destroy();
    listener.close();
  });
  return { proxy, client, server, chunks, atServer: () => Buffer.concat(chunks) };
}

/** The head of an upgrade, and behind it frames with that text. */
function upgradeAnd(...texts: string[]): Buffer {
  const frames = texts.map((text) => {
    const payload = Buffer.from(text);
    return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
  });
  return Buffer.concat([Buffer.from('GET / HTTP/1.1\r\n\r\n'), ...frames]);
}

const head = upgradeAnd().length;

describe('the fault proxy', () => {
  it('carries bytes both ways, and their end', async () => {
    const { client, server, atServer } = await openConnection();

    client.end('up');
    await once(server, 'end');
    server.end('down');
    const [data] = await once(client, 'data');

    expect(atServer().toString()).toBe('up');
    expect(String(data)).toBe('down');
    await once(client, 'end');
  });

  it('writes one byte at a time where it is asked to', async () => {
    const { proxy, client, server, chunks } = await openConnection();

    await proxy.suffer({ type: 'line', ways: ['up'], line: { writes: 'bytes' } });
    client.end('a few bytes');
    await once(server, 'end');

    expect(Buffer.concat(chunks).toString()).toBe('a few bytes');
    // What is written alone may still be read with its neighbour.
    expect(chunks.length).toBeGreaterThan(5);
  });

  it('gathers writes where it is asked to', async () => {
    const { proxy, client, server, chunks } = await openConnection();

    await proxy.suffer({ type: 'line', ways: ['up'], line: { writes: 'gathered' } });
    for (const word of ['one ', 'two ', 'three']) await new Promise((resolve) => client.write(word, resolve));
    client.end();
    await once(server, 'end');

    expect(chunks.map(String)).toEqual(['one two three']);
  });

  it.each<['http' | 'frame' | 'header' | 'payload' | 'character', number]>([
    ['http', 1],
    ['frame', head],
    ['header', head + 1],
    ['payload', head + 2],
    ['character', head + 4],
  ])('tears within %s', async (gap, length) => {
    const { proxy, client, server, atServer } = await openConnection();

    await proxy.suffer({ type: 'line', ways: ['up'], line: { cut: { afterBytes: 1, in: gap, tear: 'end' } } });
    client.write(upgradeAnd('xé', 'more'));
    await once(server, 'end');

    expect(atServer()).toHaveLength(length);
  });

  it('tears by a reset', async () => {
    const { proxy, client, server } = await openConnection();

    await proxy.suffer({ type: 'line', ways: ['up'], line: { cut: { afterBytes: 3, in: 'any', tear: 'reset' } } });
    const closed = Promise.all([server, client].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    client.write('abcdef');

    expect(await closed).toEqual([true, true]);
  });

  it('loses a close frame, and everything after it', async () => {
    const { proxy, client, server, atServer } = await openConnection();

    await proxy.suffer({ type: 'line', ways: ['up'], line: { closeFrames: 'lost' } });
    const frames = upgradeAnd('xy');
    client.write(Buffer.concat([frames, Buffer.from([0x88, 0x02, 0x03, 0xe8]), frames]));
    await once(server, 'data');
    client.end('more');
    server.write('down');
    await once(client, 'data');

    expect(atServer()).toEqual(frames);
    expect(server.readableEnded).toBe(false);
  });

  it('lets late what was held, and never what was lost', async () => {
    const { proxy, client, server, atServer } = await openConnection();

    await proxy.suffer({ type: 'line', ways: ['up'], line: { flow: 'held' } });
    client.write('held');
    server.write('down');
    await once(client, 'data');
    expect(atServer()).toHaveLength(0);
    await proxy.heal();
    await once(server, 'data');
    await proxy.suffer({ type: 'line', ways: ['up'], line: { flow: 'lost' } });
    client.write('lost');
    server.write('down');
    await once(client, 'data');

    expect(atServer().toString()).toBe('held');
  });
});
