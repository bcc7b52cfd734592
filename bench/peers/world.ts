import { setTimeout as pause } from 'node:timers/promises';
import { createSeededRandom, type SeededRandom } from '../../test/faults/seeded-random.ts';
import type { Browser, Page } from './clients/page.ts';
import { judge, type TabRecord, type Verdict } from './judge.ts';
import type { LedgerReader } from './ledger.ts';
import { startProxy, type Proxy } from './proxy.ts';
import type { ServerProcess } from './server-process.ts';

/** One person, their browser, and the way to the server. */
export interface World {
  readonly random: SeededRandom;
  readonly proxy: Proxy;
  /** The person types the next message and sends it, as soon as the input is open; they give up after a while. */
  say(tab?: number, patienceMs?: number): Promise<void>;
  /** Resolves when the model has said so many pieces. */
  emitted(pieces: number): Promise<void>;
  /** Opens a tab. */
  open(): Promise<void>;
  leave(tab: number): void;
  /** Opens the page of that tab again, once the way to the server is open. */
  reopen(tab: number): Promise<void>;
  /** Resolves when nothing more is to be expected, or that time has passed. */
  settle(limitMs: number): Promise<void>;
  verdict(): Verdict;
  close(): void;
}

interface Tab {
  page: Page;
  openedAt: number;
  readonly sent: string[];
}

const lookMs = 20;
/** How long a person waits for the input to open where nothing else is said, in ms. */
const usualPatienceMs = 5000;
/** How long after the last sign of something going on all counts as quiet, in ms. */
const calmMs = 1500;

export interface WorldOptions {
  readonly seed: number;
  readonly browser: Browser;
  readonly server: Pick<ServerProcess, 'port'>;
  readonly ledger: LedgerReader;
}

export async function createWorld({ seed, browser, server, ledger }: WorldOptions): Promise<World> {
  const room = crypto.randomUUID();
  const random = createSeededRandom(seed);
  const proxy = await startProxy(server.port);
  const tabs: Tab[] = [];
  let said = 0;
  let blocked = 0;

  async function until(holds: () => boolean, limitMs: number): Promise<boolean> {
    for (const end = Date.now() + limitMs; Date.now() < end; await pause(lookMs)) if (holds()) return true;
    return false;
  }

  function verdict(): Verdict {
    const records = tabs.map(({ page, openedAt, sent }): TabRecord => ({ sent, openedAt, text: page.text() }));
    return judge(records, ledger.room(room), blocked);
  }

  function isQuiet(): boolean {
    const { emitted } = ledger.room(room);
    if (Date.now() - (emitted.at(-1)?.at ?? 0) < calmMs) return false;
    const { unanswered, piecesLost } = verdict();
    return unanswered === 0 && piecesLost === 0;
  }

  function tabAt(place: number): Tab {
    const tab = tabs[place];
    if (!tab) throw new Error(`There is no tab ${place}.`);
    return tab;
  }

  return {
    random,
    proxy,
    async say(place = 0, patienceMs = usualPatienceMs) {
      const text = `${room}/m${said++}`;
      const tab = tabAt(place);
      if (!(await until(() => tab.page.canSend(), patienceMs))) return void (blocked += 1);
      tab.sent.push(text);
      tab.page.send(text);
      return undefined;
    },
    async emitted(pieces) {
      const isSo = await until(() => ledger.room(room).emitted.length >= pieces, 30_000);
      if (!isSo) throw new Error(`seed ${seed}: the model has not said ${pieces} pieces.`);
    },
    async open() {
      tabs.push({ page: await browser.open(proxy.port, room), openedAt: Date.now(), sent: [] });
    },
    leave: (place) => tabAt(place).page.leave(),
    async reopen(place) {
      const tab = tabAt(place);
      tab.openedAt = Date.now();
      tab.page = await browser.open(proxy.port, room);
    },
    async settle(limitMs) {
      await until(isQuiet, limitMs);
      await pause(calmMs);
    },
    verdict,
    close() {
      for (const { page } of tabs) page.leave();
      proxy.close();
    },
  };
}
