import { createChatClient, type ChatClient, type ClientSocket } from '../../src/client/index.ts';
import { decodeServerFrame, isUnfinished, type Message } from '../../src/protocol/index.ts';
import { createFastEnvironment } from './fast-environment.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Who several tabs are together: what a browser remembers. */
export interface Person {
  token: string | undefined;
}

/** A page with a client, as a person has it open. */
export interface Tab {
  readonly person: Person;
  readonly client: ChatClient;
  /** Every text that came in, of all its sockets. */
  readonly texts: readonly string[];
  /** Resolves once that holds, which is looked at after every change; rejects after 30 s. */
  until(what: string, holds: () => boolean): Promise<void>;
  untilLive(): Promise<void>;
  /** Resolves once everything in the conversation is sent, and every question answered to its end. */
  untilQuiet(conversationId: string): Promise<void>;
  /** Resolves once the tab is at that sync_id of the conversation, or past it. */
  untilAt(conversationId: string, syncId: number): Promise<void>;
  /** Resolves once it is there and holds all messages, however early. */
  untilWhole(conversationId: string, syncId: number): Promise<void>;
  messages(conversationId: string): readonly Message[];
  openSockets(): number;
  close(): Promise<void>;
}

/** What a tab needs. */
export interface TabOptions {
  readonly url: string;
  readonly person: Person;
  readonly random: SeededRandom;
  /** How many seconds of the client's clock pass in a real one. */
  readonly speed: number;
}

const patienceMs = 30_000;

/** Opens a tab. The first one of a person is known by the token that it is given; the others by what the browser remembers. */
export function openTab({ url, person, random, speed }: TabOptions): Tab {
  const texts: string[] = [];
  const sockets: ClientSocket[] = [];
  const followed = new Set<string>();
  const cookie = person.token;
  const environment = createFastEnvironment({
    speed,
    random,
    headers: () => (cookie === undefined ? {} : { authorization: `Bearer ${cookie}` }),
    onSocket: (socket) => sockets.push(socket),
    onText(text) {
      texts.push(text);
      const decoded = decodeServerFrame(text);
      if (decoded.ok && decoded.frame.type === 'Welcome') person.token ??= decoded.frame.token;
    },
  });
  const client = createChatClient({ url, environment });
  const release = client.open(environment.uuid());
  client.subscribe((change) => change.type === 'conversation' && followed.add(change.conversationId));

  /** Where it stands, in words for whoever has to find out why. */
  function describe(): string {
    return [...followed]
      .map((id) => {
        const { conversation, status } = client.conversation(id) ?? {};
        return `${id}: ${status} at ${conversation?.cursor}, has_earlier ${conversation?.has_earlier}, ${client
          .outbox(id)
          .map((entry) => entry.status)
          .join()}`;
      })
      .join('; ');
  }

  const tab: Tab = {
    person,
    client,
    texts,
    until(what, holds) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const tooLong = AbortSignal.timeout(patienceMs);
      const look = () => holds() && resolve();
      tooLong.addEventListener('abort', () =>
        reject(new Error(`Not ${what} after ${patienceMs} ms: ${JSON.stringify(client.connection())} ${describe()}`)),
      );
      const unsubscribe = client.subscribe(look);
      look();
      return promise.finally(unsubscribe);
    },
    untilLive: () => tab.until('live', () => client.connection().status === 'live'),
    untilQuiet: (conversationId) =>
      tab.until('quiet', () => client.outbox(conversationId).length === 0 && isAnswered(tab.messages(conversationId))),
    untilAt: (conversationId, syncId) =>
      tab.until(`at ${syncId}`, () => (client.conversation(conversationId)?.conversation.cursor ?? 0) >= syncId),
    untilWhole: (conversationId, syncId) =>
      tab.until(`at ${syncId} with everything before`, () => {
        const { cursor = 0, has_earlier = true } = client.conversation(conversationId)?.conversation ?? {};
        client.loadEarlier(conversationId);
        return cursor >= syncId && !has_earlier;
      }),
    openSockets: () => sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length,
    messages: (conversationId) => client.conversation(conversationId)?.conversation.messages ?? [],
    async close() {
      release();
      await tab.until('closed', () => client.connection().status === 'idle');
    },
  };
  return tab;
}

function isAnswered(messages: readonly Message[]): boolean {
  const questions = messages.filter(({ role }) => role === 'user');
  return (
    !messages.some(isUnfinished) &&
    questions.every(({ id }) => messages.some(({ reply_to, role }) => reply_to === id && role === 'assistant'))
  );
}
