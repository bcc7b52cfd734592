/** Server-sent events as the AI SDK writes them, over `node:http`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startChild } from '../server-child.ts';

const child = startChild();
const http = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-vercel-ai-ui-message-stream': 'v1' });
  response.flushHeaders();
  child.stream((text) => response.write(`data: ${JSON.stringify({ type: 'text-delta', id: 'text', delta: text })}\n\n`));
});
http.listen(0, '127.0.0.1', () => child.listening((http.address() as AddressInfo).port)); // a string only for pipes
