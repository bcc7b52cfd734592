import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';

/** Asks for a socket at a path. Its own side stays open until the test closes it. */
async function ask(port: number, path: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  return socket;
}

/** Asks, and is gone before the answer is written. */
async function askAndVanish(port: number, path: string): Promise<void> {
  const socket = await ask(port, path);
  socket.resetAndDestroy();
  await once(socket, 'close');
}

describe('I15: whoever is gone before being refused', () => {
  it.each([
    ['at a path that is not there', '/nowhere'],
    ['as one of a flood', '/ws'],
  ])('ends nothing but their own request: %s', async (_, path) => {
    const { port, url } = await startServer({ upgradeBurst: 2, upgradesPerSecond: 1 });
    const other = await connected(url);
    for (let n = 0; n < 50; n += 1) await askAndVanish(port, path);

    other.send({ type: 'Ping' });
    expect(await other.next('Pong')).toEqual({ type: 'Pong' });
  });
});

describe('whoever is refused and keeps their side open', () => {
  it.each([
    ['at a path that is not there', '/nowhere', '404 Not Found'],
    ['as one of a flood', '/ws', '429 Too Many Requests'],
  ])('keeps no connection by that, and no server from ending: %s', async (_, path, status) => {
    const { port, close } = await startServer({ upgradeBurst: 0, upgradesPerSecond: 1 });
    const rude = await ask(port, path);
    expect(await text(rude)).toContain(status);
    await close();
    rude.destroy();
  });
});
