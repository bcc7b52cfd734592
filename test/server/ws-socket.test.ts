import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createWsSocket, type WsSocket } from '../../src/server/ws-socket.ts';

/** Both ends of a socket. */
async function openPair(): Promise<{ client: WebSocket; server: WsSocket }> {
  const http = createServer().listen(0, '127.0.0.1');
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo; // a string only for pipes
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  onTestFinished(() => {
    client.terminate();
    http.close();
  });
  const server = await new Promise<WsSocket>((resolve) => {
    http.on('upgrade', (request, stream, head) => {
      webSockets.handleUpgrade(request, stream, head, (webSocket) => resolve(createWsSocket(webSocket, stream, '127.0.0.1')));
    });
  });
  if (client.readyState !== client.OPEN) await once(client, 'open');
  return { client, server };
}

it('brings every text, long and short, in order, corked or not', async () => {
  const { client, server } = await openPair();
  const texts = [1, 124, 125, 126, 127, 4000, 65_535, 65_536].flatMap((length) => [
    'x'.repeat(length),
    '…'.repeat(length),
    '😀'.repeat(length),
  ]);
  const got: string[] = [];
  const all = Promise.withResolvers<void>();
  client.on('message', (data, isBinary) => {
    expect(isBinary).toBe(false);
    got.push(String(data));
    if (got.length === 2 * texts.length) all.resolve();
  });
  for (const text of texts) server.send(text);
  server.cork(() => {
    for (const text of texts) server.send(text);
  });
  await all.promise;
  expect(got).toEqual([...texts, ...texts]);
});

it('sends nothing once it is closed', async () => {
  const { client, server } = await openPair();
  const got: unknown[] = [];
  client.on('message', (data) => got.push(data));
  server.close(1000);
  server.send('late');
  await once(client, 'close');
  expect(got).toEqual([]);
});
