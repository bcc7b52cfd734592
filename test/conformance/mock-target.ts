import { setupServer } from 'msw/node';
import { contentOf, filesOf } from '../../src/protocol/index.ts';
import { createMockChatServer } from '../../src/testing/index.ts';
import { createRunQueue } from './run-queue.ts';
import type { Target } from './target.ts';

let aheadMs = 0;
const chat = createMockChatServer('ws://mock.test/ws', { environment: { now: () => Date.now() + aheadMs } });
const network = setupServer(...chat.handlers);

export const mockTarget: Target = {
  name: 'the mock server',
  async start() {
    const runs = createRunQueue();
    chat.onMessage(({ path, answer }) => {
      const prompt = path.map((message) => {
        const files = filesOf(message);
        return { role: message.role, content: contentOf(message), ...(files.length > 0 ? { files } : {}) };
      });
      runs.add({
        prompt,
        reason: answer.reason,
        write: answer.write,
        callGuarded: (id) => answer.tool({ id, name: 'guarded', input: {}, status: 'awaiting' }),
        complete: () => answer.complete(),
        fail: (error) => answer.fail(error),
      });
    });
    network.listen({ onUnhandledFrame: 'error' });
    return {
      url: chat.url,
      nextRun: runs.next,
      runCount: runs.count,
      pass(ms) {
        aheadMs += ms;
      },
      async signIn({ userId }) {
        chat.signIn('ada', userId);
        return {};
      },
      async close() {
        chat.reset();
        aheadMs = 0;
        await chat.until(() => chat.connections.length === 0);
        network.close();
      },
    };
  },
};
