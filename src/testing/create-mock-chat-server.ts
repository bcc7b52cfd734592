import { closeCodes, titleOf, type ClientFrame } from '../protocol/index.ts';
import { createChanges } from './changes.ts';
import { createFrontDoor } from './front-door.ts';
import type { MockChatServer, MockChatServerOptions } from './mock-chat-server.ts';
import { createMockConversation } from './mock-conversation.ts';
import { realEnvironment } from './mock-environment.ts';
import { createMockRuns } from './mock-runs.ts';
import { scriptedReply } from './scripted-reply.ts';
import { signIn } from './sign-in.ts';
import { appendTranscript } from './transcript.ts';
import { beginLog, createWorld, tokenOf } from './world.ts';

/**
 * A chat server for tests and stories: the server's side of the protocol in memory, put in the place of the network by msw. It keeps
 * the whole contract but rates, so a test can drop connections, resume, send twice and stop.
 *
 * @example
 * import { setupServer } from 'msw/node';
 * import { createMockChatServer } from 'react-chat-socket/testing';
 *
 * const chat = createMockChatServer('ws://localhost:8000/ws');
 * const network = setupServer(...chat.handlers);
 * beforeAll(() => network.listen());
 * afterEach(() => chat.reset());
 * afterAll(() => network.close());
 *
 * it('shows the answer', async () => {
 *   chat.onMessage(({ content, answer }) => {
 *     answer.reason('A greeting.');
 *     answer.write(`You said ${content}`);
 *     answer.complete();
 *   });
 *   render(<ChatWindow url={chat.url} />);
 *   await userEvent.type(screen.getByRole('textbox'), 'Hello{Enter}');
 *   expect(await screen.findByText('You said Hello')).toBeVisible();
 * });
 */
export function createMockChatServer(url: string, options: MockChatServerOptions = {}): MockChatServer {
  const { autoReply = true, wordMs = 0, heartbeatMs = 30_000, userId } = options;
  const environment = { ...realEnvironment, ...options.environment };
  const defaultReply = autoReply ? scriptedReply(wordMs) : undefined;
  const { announce, until } = createChanges();
  const runs = createMockRuns(environment, defaultReply);
  const world = createWorld(environment, { onAppend: runs.next });
  const comeAs = (user: string | undefined) => {
    world.signedIn = user === undefined ? undefined : { userId: user };
    if (user !== undefined) world.knownUsers.add(user);
  };
  comeAs(userId);
  const { handler, admission } = createFrontDoor({ url, world, heartbeatMs, onChange: announce });

  return {
    url,
    handlers: [handler],
    get connections() {
      return [...world.sessions];
    },
    get connectionCount() {
      return world.sessionCount;
    },
    received: world.received,
    waitFor: (predicate: (frame: ClientFrame) => boolean) => until(() => world.received.find(predicate)),
    until,
    onMessage(reply) {
      runs.reply = reply;
    },
    conversation(id) {
      const log = id === undefined ? [...world.logs.values()].at(-1) : world.logs.get(id);
      if (!log) {
        throw new Error(
          `The mock server has no conversation${id === undefined ? '' : ` ${id}`}. ` +
            'One begins with the Message of a client, or with seed(). Wait for the Message first.',
        );
      }
      return createMockConversation(world, runs, log);
    },
    seed({ id = environment.uuid(), owner = null, title, at = environment.now(), messages }) {
      const question = messages.find(({ role }) => role === 'user')?.content ?? '';
      const log = beginLog(world, id, owner, title ?? titleOf(question), at);
      appendTranscript(log, messages, runs, { ...environment, now: () => at });
      return createMockConversation(world, runs, log);
    },
    tokenFor(user) {
      world.knownUsers.add(user);
      return tokenOf(world, user);
    },
    signIn: (user, previousUserId) => signIn(world, user, previousUserId),
    drop(code) {
      for (const session of world.sessions) session.close(code);
    },
    refuse: admission.refuse,
    silence(direction) {
      for (const session of world.sessions) session.silence(direction);
    },
    sendRaw(text) {
      for (const session of world.sessions) session.sendRaw(text);
    },
    reset() {
      for (const session of world.sessions) session.close(closeCodes.goingAway);
      world.logs.clear();
      world.lists.clear();
      world.received.length = 0;
      world.sessionCount = 0;
      comeAs(userId);
      admission.reset();
      runs.reply = defaultReply;
    },
  };
}
