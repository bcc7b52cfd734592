import { createServer } from 'node:http';
import express from 'express';
import { createChatServer, type Authorize } from 'react-chat-socket/server';

/** Who has which token: your application knows. */
const users = new Map([['token-of-ada', 'ada']]);

const authorize: Authorize = ({ headers }) => {
  const userId = users.get(headers.authorization?.replace('Bearer ', '') ?? '');
  return userId === undefined ? 'refused' : { userId };
};

/** An Express application with a chat at `/ws`. */
export async function start(port: number) {
  const app = express();
  app.get('/', (_request, response) => void response.send('An application with a chat.'));
  const server = createServer(app);
  return createChatServer({ server, port, data: ':memory:', authorize });
}

if (import.meta.main) console.log(`chat on ${(await start(3000)).url}`);
