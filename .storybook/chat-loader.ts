import { setupWorker } from 'msw/browser';
import { createConnectionRegistry, realEnvironment, type ConnectionRegistry } from '../src/client/index.ts';
import { createMockChatServer, type MockChatServer, type MockConversation } from '../src/testing/index.ts';

/** Sets the server of a story up, and gives the conversation that it shows. Under `parameters.chat`. */
export type ChatScenario = (server: MockChatServer) => MockConversation;

/** Where the chat of a story is: props of `ChatProvider` and `ChatWindow`. Under `loaded`. */
export interface StoryChat {
  readonly url: string;
  readonly conversationId: string;
  readonly registry: ConnectionRegistry;
}

const worker = setupWorker();
let started: Promise<unknown> | undefined;
let count = 0;

/** Each story has a server of its own, so that none finds another's conversation or connection. */
export async function startChat({
  parameters,
}: {
  parameters: { chat?: ChatScenario; isOffline?: boolean };
}): Promise<StoryChat | undefined> {
  if (!parameters.chat) return undefined;
  started ??= worker.start({ quiet: true, onUnhandledFrame: 'bypass' });
  await started;
  count += 1;
  const server = createMockChatServer(`ws://chat.test/${count}`, { autoReply: false });
  worker.use(...server.handlers);
  const { id } = parameters.chat(server);
  const environment = realEnvironment();
  const page = { ...environment.page, isOnline: () => parameters.isOffline !== true };
  return { url: server.url, conversationId: id, registry: createConnectionRegistry({ environment: { ...environment, page } }) };
}
