import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { connected } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';

/** Asks for a socket at a path, and is gone before the answer is written. */
async function askAndVanish(port: number, path: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
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
