import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';
import type { Message } from '../../src/protocol/index.ts';
import { startBackend, type Backend, type BackendOptions } from './backend.ts';
import { readConversation, type StoredConversation } from './read-log.ts';
import { startRig, type Rig, type RigOptions } from './rig.ts';
import type { Person, Tab } from './tab.ts';
import { complaintsAbout } from './verdict.ts';

// Processes start and clocks run here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

/** A backend for all tests of a file; what is returned gives it, once the tests run. */
export function shareBackend(options?: BackendOptions): () => Backend {
  let backend: Backend | undefined;
  beforeAll(async () => {
    backend = await startBackend(options);
  });
  afterAll(() => backend?.close());
  return () => {
    if (!backend) throw new Error('The backend is there for tests only.');
    return backend;
  };
}

/** A backend of a test's own, gone after it. */
export async function openBackend(options?: BackendOptions): Promise<Backend> {
  const backend = await startBackend(options);
  onTestFinished(() => backend.close());
  return backend;
}

/** One conversation in one tab, and what was asked there. */
export interface Chat extends Rig {
  readonly tab: Tab;
  readonly conversationId: string;
  /** Sends a question; returns its id. */
  ask(content: string): string;
  /** The last message that the tab shows. */
  last(): Message | undefined;
  /** Another tab of the same person with the same conversation. */
  openAnother(): Tab;
  /** The conversation as the server has it. */
  read(): Promise<StoredConversation>;
  /** Waits until everything is answered; what does not hold then of the log, the fold and what the provider streamed. */
  complaints(): Promise<readonly string[]>;
}

/** A tab that is live, behind a network of its own. */
export async function openChat(backend: Backend, options: Partial<RigOptions> = {}): Promise<Chat> {
  const rig = await startRig(backend, { seed: 1, ...options });
  onTestFinished(() => rig.close());
  const conversationId = crypto.randomUUID();
  const sent: string[] = [];

  function open(person?: Person): Tab {
    const opened = rig.openTab(person);
    opened.follow(conversationId);
    return opened;
  }

  const tab = open();
  await tab.untilLive();
  const chat: Chat = {
    ...rig,
    tab,
    conversationId,
    ask(content) {
      const id = tab.client.send({ conversationId, content });
      sent.push(id);
      return id;
    },
    last: () => tab.messages(conversationId).at(-1),
    openAnother: () => open(tab.person),
    read: () => readConversation(backend.server.url, tab.person.token ?? '', conversationId),
    async complaints() {
      const tabs = rig.tabs.filter(({ person }) => person === tab.person);
      await tab.untilQuiet(conversationId);
      const stored = await chat.read();
      await Promise.all(tabs.map((each) => each.untilAt(conversationId, stored.head)));
      return complaintsAbout({ conversationId, stored, tabs, sent: [sent] });
    },
  };
  return chat;
}
