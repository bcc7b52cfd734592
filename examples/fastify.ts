import fastify from 'fastify';
import { createChatServer, type Authorize } from 'react-chat-socket/server';

/** Who has which token: your application knows. */
const users = new Map([['token-of-ada', 'ada']]);

const authorize: Authorize = ({ headers }) => {
  const userId = users.get(headers.authorization?.replace('Bearer ', '') ?? '');
  return userId === undefined ? 'refused' : { userId };
};

/** A Fastify application with a chat at `/ws`. */
export async function start(port: number) {
  const app = fastify();
  app.get('/', () => 'An application with a chat.');
  await app.listen({ port });
  const chat = await createChatServer({ server: app.server, data: ':memory:', authorize });
  const close = async () => {
    await chat.close();
    await app.close();
  };
  return { url: chat.url, close };
}

if (import.meta.main) console.log(`chat on ${(await start(3000)).url}`);
