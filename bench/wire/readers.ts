/** Many clients that open one conversation, in a process of their own; tells how many bytes each of them read. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { readArguments } from './history.ts';

const { url, token, conversationId, count } = readArguments();

async function read(): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, ['chat.v1'], { headers: { authorization: `Bearer ${token}` } });
  let wire: Socket | undefined;
  socket.once('upgrade', (response) => (wire = response.socket));
  await once(socket, 'message');
  const before = wire?.bytesRead ?? 0;
  socket.send(JSON.stringify({ type: 'Subscribe', scope: 'chat', conversation_id: conversationId }));
  await once(socket, 'message');
  return (wire?.bytesRead ?? 0) - before;
}

let bytes = 0;
for (let place = 0; place < count; place += 1) bytes += await read();
process.send?.(bytes / count);
