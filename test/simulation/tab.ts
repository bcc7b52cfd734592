import {
  conversationsOf,
  createChatClient,
  type ChatClient,
  type ClientChange,
  type Conversations,
  type Environment,
  type PageSignal,
} from '../../src/client/index.ts';
import { createOutboxSharing } from '../../src/client/outbox-sharing.ts';
import { createChatStore, type ChatStore } from '../../src/store/index.ts';
import type { Browser } from './browser.ts';
import type { Clock } from './clock.ts';
import { createHost, type Host } from './host.ts';
import type { Line, Network } from './network.ts';
import type { Random } from './random.ts';

/** One page, from its load to its end. */
export interface Page {
  readonly name: string;
  readonly host: Host;
  readonly line: Line;
  readonly client: ChatClient;
  readonly store: ChatStore;
  /** The chats of its user. */
  readonly list: Conversations;
  /** How many listen to what the page tells of itself. */
  listeners(): number;
}

/** A tab that a person has open, with one page after another in it. */
export interface Tab {
  readonly name: string;
  readonly browser: Browser;
  page(): Page;
  /** The conversations that are shown in it. */
  readonly shown: ReadonlySet<string>;
  isEntered(): boolean;
  show(conversationId: string): void;
  hide(conversationId: string): void;
  showList(): void;
  hideList(): void;
  /** The chat is mounted. */
  enter(): void;
  /** The chat is unmounted; the page stays. */
  leave(): void;
  setOnline(isOnline: boolean): void;
  tell(signal: PageSignal): void;
  /** The page is gone at once, and loaded anew. */
  reload(): void;
}

/** Hears of everything that a page shows. */
export interface PageWatch {
  onPage(tab: Tab, page: Page): void;
  onChange(tab: Tab, page: Page, change: ClientChange): void;
  onPaint(tab: Tab, page: Page): void;
  onList(tab: Tab, page: Page): void;
}

export interface TabOptions {
  readonly name: string;
  readonly number: number;
  readonly clock: Clock;
  readonly network: Network;
  readonly browser: Browser;
  readonly random: Random;
  readonly watch: PageWatch;
  /** Lets a test break what the client is given. */
  readonly environment?: (environment: Environment) => Environment;
}

/** How often a page is painted, in milliseconds. */
const frameMs = 16;

/** A tab with a loaded page that shows nothing yet. */
export function createTab(options: TabOptions): Tab {
  const { name, number, clock, network, browser, random, watch } = options;
  const releases = new Map<string, () => void>();
  let release: (() => void) | undefined;
  let releaseList: (() => void) | undefined;
  let pages = 0;
  let instances = 0;
  let isOnline = true;
  let signal: (name: PageSignal) => void = () => undefined;
  let page = load();

  function load(): Page {
    const own = { host: createHost(clock), listeners: new Set<(signal: PageSignal) => void>() };
    const { host, listeners } = own;
    pages += 1;
    signal = (told) => host.reach(() => listeners.forEach((listener) => listener(told)));
    const line = network.line({ name, host, cookie: browser.cookie });
    const prefix = `7a${number.toString(16).padStart(2, '0')}${pages.toString(16).padStart(4, '0')}`;
    let ids = 0;
    const openKeeper = browser.keeper(host);
    const environment: Environment = {
      connect: () => line.connect(),
      now: host.now,
      setTimer: host.after,
      random: random.next,
      uuid() {
        ids += 1;
        return `${prefix}-0000-4000-8000-${ids.toString(16).padStart(12, '0')}`;
      },
      page: {
        isOnline: () => isOnline,
        isVisible: () => true,
        listen(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      ...(openKeeper ? { openKeeper } : {}),
      loadSharing: async () => createOutboxSharing,
    };
    const client = createChatClient({ url: 'ws://server/ws', environment: options.environment?.(environment) ?? environment });
    const requestFrame = (paint: () => void) => host.after(frameMs, paint);
    const store = createChatStore(client, { requestFrame });
    const list = conversationsOf(client);
    const loaded: Page = { name: `${name} page ${pages}`, host, line, client, store, list, listeners: () => listeners.size };
    client.subscribe((change) => watch.onChange(tab, loaded, change));
    store.subscribe(() => watch.onPaint(tab, loaded));
    list.subscribe(() => watch.onList(tab, loaded));
    return loaded;
  }

  function instanceId(): string {
    instances += 1;
    return `instance ${instances}`;
  }

  const tab: Tab = {
    name,
    browser,
    page: () => page,
    get shown() {
      return new Set(releases.keys());
    },
    isEntered: () => release !== undefined,
    show(conversationId) {
      if (!releases.has(conversationId)) releases.set(conversationId, page.client.follow(conversationId, instanceId()));
    },
    hide(conversationId) {
      releases.get(conversationId)?.();
      releases.delete(conversationId);
    },
    showList() {
      releaseList ??= page.list.follow(instanceId());
    },
    hideList() {
      releaseList?.();
      releaseList = undefined;
    },
    enter() {
      release ??= page.client.open(instanceId());
    },
    leave() {
      release?.();
      release = undefined;
    },
    setOnline(next) {
      if (isOnline === next) return;
      isOnline = next;
      if (isOnline) page.line.release();
      page.line.setDoor(isOnline ? 'open' : 'refusing');
      if (!isOnline) for (const direction of ['up', 'down'] as const) page.line.hold(direction);
      signal(isOnline ? 'online' : 'offline');
    },
    tell: (told) => signal(told),
    reload() {
      page.host.kill();
      page.line.cut(1006, 'server');
      browser.forget(page.host);
      page = load();
      if (!isOnline) page.line.setDoor('refusing');
      watch.onPage(tab, page);
      if (release) release = page.client.open(instanceId());
      if (releaseList) releaseList = page.list.follow(instanceId());
      for (const conversationId of releases.keys()) releases.set(conversationId, page.client.follow(conversationId, instanceId()));
    },
  };
  return tab;
}
