import { createChatServer, defineTool, ModelError, type ChatModel, type ModelDelta, type SignInProvider } from '../../src/server/index.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { testDatabase } from '../support/test-database.ts';
import { createRunQueue, type RunQueue } from './run-queue.ts';
import type { Target } from './target.ts';

const guarded = defineTool({
  name: 'guarded',
  description: 'Does what a person allows.',
  inputSchema: { type: 'object' },
  needsApproval: true,
  read: () => undefined,
  execute: () => 'allowed',
});

/** A model that says what the test makes it say. */
function directedModel(runs: RunQueue): ChatModel {
  return {
    name: 'directed',
    async *stream({ messages, signal }) {
      const said: (ModelDelta | ModelError)[] = [];
      let wake = () => {};
      const say = (word: ModelDelta | ModelError) => {
        said.push(word);
        wake();
      };
      signal.addEventListener('abort', () => wake());
      runs.add({
        prompt: messages,
        reason: (text) => say({ type: 'reasoning', text }),
        write: (text) => say({ type: 'content', text }),
        callGuarded(id) {
          say({ type: 'tool-call', id, name: 'guarded', input: {} });
          say({ type: 'finish', finish_reason: 'tool-calls' });
        },
        complete: () => say({ type: 'finish', finish_reason: 'stop' }),
        fail: (error) => say(new ModelError(error)),
      });
      while (!signal.aborted) {
        const word = said.shift();
        if (word instanceof ModelError) throw word;
        if (word) yield word;
        else await new Promise<void>((resolve) => (wake = resolve));
        if (word?.type === 'finish') return;
      }
    },
  };
}

/** Vouches for everybody, as one and the same. */
const vouching: SignInProvider = {
  id: 'vouching',
  name: 'Vouching',
  authorizationUrl: async ({ redirectUri, state }) => new URL(`${redirectUri}?state=${state}`),
  profile: async () => ({ subject: 'ada', name: null, avatar_url: null, token: null }),
};

/** Goes to the provider and back, as a browser does; resolves to the new session's token. */
async function tokenBySigningIn(url: string, token: string): Promise<string> {
  const there = await fetch(`${url}/auth/${vouching.id}`, { redirect: 'manual' });
  const cookie = there.headers.getSetCookie().join('; ');
  const back = await fetch(there.headers.get('location') ?? '', {
    redirect: 'manual',
    headers: { cookie, authorization: `Bearer ${token}` },
  });
  const [, begun = ''] = /chat_session_\w+=([^;]+)/.exec(back.headers.getSetCookie().join('; ')) ?? [];
  return begun;
}

export const realTarget: Target = {
  name: 'the server',
  async start() {
    const runs = createRunQueue();
    let aheadMs = 0;
    const server = await createChatServer({
      port: 0,
      ...(await testDatabase()),
      drainMs: 0,
      model: directedModel(runs),
      tools: [guarded],
      signIn: [vouching],
      environment: { ...systemEnvironment, now: () => systemEnvironment.now() + aheadMs },
    });
    return {
      url: `${server.url.replace('http', 'ws')}/ws`,
      nextRun: runs.next,
      runCount: runs.count,
      pass(ms) {
        aheadMs += ms;
      },
      signIn: async ({ token }) => ({ authorization: `Bearer ${await tokenBySigningIn(server.url, token)}` }),
      close: () => server.close(),
    };
  },
};
