import { createChatClient, type ChatClient } from '../../src/client/index.ts';
import { decodeServerFrame, isUnfinished, type Message } from '../../src/protocol/index.ts';
import { openFastPage } from './fast-page.ts';
import { inTime } from './in-time.ts';
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
  follow(conversationId: string): void;
  /** Resolves once that holds, which is looked at after every change; rejects after a minute. */
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
  /** Gives the client back, as a component that is unmounted does; resolves once its connection is no more, and no timer. */
  release(): Promise<void>;
  /** Closes the page, whatever is under way. */
  close(): void;
}

/** What a tab needs. */
export interface TabOptions {
  readonly url: string;
  readonly person: Person;
  readonly random: SeededRandom;
  /** How many seconds of the client's clock pass in a real one. */
  readonly speed: number;
}

/** Opens a tab. The first one of a person is known by the token that it is given; the others by what the browser remembers. */
export function openTab({ url, person, random, speed }: TabOptions): Tab {
  const texts: string[] = [];
  const followed = new Set<string>();
  const cookie = person.token;
  const page = openFastPage({
    speed,
    random,
    headers: () => (cookie === undefined ? {} : { authorization: `Bearer ${cookie}` }),
    onText(text) {
      texts.push(text);
      const decoded = decodeServerFrame(text);
      if (decoded.ok && decoded.frame.type === 'Welcome') person.token ??= decoded.frame.token;
    },
  });
  const client = createChatClient({ url, environment: page.environment });
  const releases = [client.open('tab')];
  client.subscribe((change) => change.type === 'conversation' && followed.add(change.conversationId));

  /** Where it stands, in words for whoever has to find out why. */
  function describe(): string {
    const conversations = [...followed].map((id) => {
      const { conversation, status } = client.conversation(id) ?? {};
      const outbox = client.outbox(id).map((entry) => entry.status);
      return { id, status, cursor: conversation?.cursor, has_earlier: conversation?.has_earlier, outbox };
    });
    return JSON.stringify([client.connection(), ...conversations]);
  }

  const tab: Tab = {
    person,
    client,
    texts,
    openSockets: page.openSockets,
    until(what, holds) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => holds() && resolve();
      const unsubscribe = client.subscribe(look);
      look();
      return inTime(() => `${what}: ${describe()}`, promise).finally(unsubscribe);
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
    messages: (conversationId) => client.conversation(conversationId)?.conversation.messages ?? [],
    follow: (conversationId) => releases.push(client.follow(conversationId, 'tab')),
    async release() {
      for (const release of releases) release();
      await tab.until('released', () => client.connection().status === 'idle');
      await inTime(() => `no timer: ${describe()}`, page.still());
    },
    close: page.leave,
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
