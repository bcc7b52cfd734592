/**
 * The small server that carries frames and nothing else, for clients that bring no protocol of their own. A room is a URL; what is
 * said in it is answered, and every piece of the answer goes to all who are in the room at that moment.
 *
 *     node servers/raw-server.ts PORT LEDGER
 */
import { WebSocketServer, type WebSocket } from 'ws';
import { numberedAnswer } from '../numbered-answer.ts';

const [port, ledger = ''] = process.argv.slice(2);
const rooms = new Map<string, Set<WebSocket>>();

const server = new WebSocketServer({ port: Number(port), host: '127.0.0.1' });
server.on('connection', (socket, { url = '/' }) => {
  const room = url.slice(1);
  const present = rooms.get(room) ?? new Set();
  rooms.set(room, present.add(socket));
  socket.on('message', (data) => {
    const text = String(data);
    if (text === 'ping') return socket.send('pong');
    return void answer(room, text);
  });
  socket.on('close', () => present.delete(socket));
});
server.on('listening', () => console.log('listening'));

async function answer(room: string, question: string): Promise<void> {
  for await (const piece of numberedAnswer(ledger, room, [question])) {
    for (const socket of rooms.get(room) ?? []) socket.send(piece);
  }
}
