import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createWsSocket, type WsSocket } from '../../src/server/ws-socket.ts';
import { connect, connected } from '../support/raw-client.ts';
import { startServer } from '../support/server-fixture.ts';

/** A client, and the server's side of its socket. */
async function pair() {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const accepted = new Promise<WsSocket>((resolve) => {
    http.on('upgrade', (request, stream, head) => {
      sockets.handleUpgrade(request, stream, head, (webSocket) => resolve(createWsSocket(webSocket, stream, '127.0.0.1')));
    });
  });
  const address = http.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const client = connect(`http://127.0.0.1:${port}`);
  const server = await accepted;
  http.close();
  return { client, server };
}

describe('a socket', () => {
  it('is pinged, and ended when it gives no sign of life', async () => {
    const { url } = await startServer({ heartbeatMs: 50 });
    const silent = await connected(url, { autoPong: false });
    const living = await connected(url);

    expect(await silent.closed).toBe(1006);
    await once(living.socket, 'ping');
    living.send({ type: 'Ping' });
    await living.next('Pong');
  });

  it('says how much its reader has left, and when that has been taken', async () => {
    const { client, server } = await pair();
    const drained = new Promise<void>((resolve) => {
      server.listen({ onFrame: () => undefined, onDrain: resolve, onClose: () => undefined });
    });
    client.socket.pause();
    for (let n = 0; n < 20; n += 1) server.send(`{"type":"Pong","request_id":"${'x'.repeat(1024 * 1024)}"}`);
    expect(server.bufferedBytes()).toBeGreaterThan(1024 * 1024);

    client.socket.resume();
    await drained;

    expect(server.bufferedBytes()).toBe(0);
  });

  it('gives a sign of life when its reader takes something, although it says nothing', async () => {
    const { client, server } = await pair();
    const drained = new Promise<void>((resolve) => {
      server.listen({ onFrame: () => undefined, onDrain: resolve, onClose: () => undefined });
    });
    client.socket.pause();
    for (let n = 0; n < 20; n += 1) server.send(`{"type":"Pong","request_id":"${'x'.repeat(1024 * 1024)}"}`);

    expect(server.probe()).toBe(true);
    expect(server.probe()).toBe(false);
    client.socket.resume();
    await drained;
    expect(server.probe()).toBe(true);
  });
});
