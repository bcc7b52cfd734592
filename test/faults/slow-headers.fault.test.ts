import { once } from 'node:events';
import { createConnection } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startServer } from '../support/server-fixture.ts';

it('R8.1: a client that does not finish its headers is let go after 10 s', { timeout: 20_000 }, async () => {
  const { port } = await startServer();
  const socket = createConnection(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write('GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: webs');
  let answer = '';
  socket.on('data', (data) => (answer += String(data)));
  await once(socket, 'close');

  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});
