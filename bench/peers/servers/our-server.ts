/**
 * This repository's server as it is, with the numbered model.
 *
 *     node servers/our-server.ts PORT LEDGER
 */
import { createChatServer } from '../../../src/server/index.ts';
import { numberedAnswer } from '../numbered-answer.ts';

const [port, ledger = ''] = process.argv.slice(2);

await createChatServer({
  port: Number(port),
  data: `${ledger}-data`,
  model: {
    name: 'numbered',
    async *stream({ messages }) {
      const questions = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
      const [room = ''] = questions[0]?.split('/') ?? [];
      for await (const text of numberedAnswer(ledger, room, questions)) yield { type: 'content', text };
      yield { type: 'finish', finish_reason: 'stop' };
    },
  },
});
console.log('listening');
