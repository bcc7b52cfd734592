/** `ws` alone, sending the bytes that a compact frame has: what the network itself costs. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { startChild } from '../server-child.ts';

const child = startChild();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', () => child.stream((text) => socket.send(`[1,"${text}"]`)));
});
server.on('listening', () => child.listening((server.address() as AddressInfo).port)); // a string only for pipes
