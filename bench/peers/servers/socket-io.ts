/** Socket.IO, one event a delta. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { startChild } from '../../server/server-child.ts';

const child = startChild();
const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
io.on('connection', (socket) => {
  let sync_id = 0;
  socket.on('start', () => child.stream((text) => socket.emit('delta', { sync_id: (sync_id += 1), text })));
});
http.listen(0, '127.0.0.1', () => child.listening((http.address() as AddressInfo).port)); // a string only for pipes
