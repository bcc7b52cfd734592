import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createChatServer, type Authorize } from 'react-chat-socket/server';

/** Who has which token: your application knows. */
const users = new Map([['token-of-ada', 'ada']]);

const authorize: Authorize = ({ headers }) => {
  const userId = users.get(headers.authorization?.replace('Bearer ', '') ?? '');
  return userId === undefined ? 'refused' : { userId };
};

/** A Hono application with a chat at `/ws`. */
export async function start(port: number) {
  const app = new Hono();
  app.get('/', (context) => context.text('An application with a chat.'));
  const server = createAdaptorServer(app) as Server; // HTTP/1, as nothing else is asked for
  return createChatServer({ server, port, data: ':memory:', authorize });
}

if (import.meta.main) console.log(`chat on ${(await start(3000)).url}`);
