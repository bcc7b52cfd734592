import { v4 } from 'uuid';
import type { DraftStorage } from './drafts.ts';
import type { LoadSharing } from './late-sharing.ts';
import type { OpenKeeper } from './outbox-keeper.ts';
import { browserPage, type Page } from './page-lifecycle.ts';

/** What the client needs of a WebSocket: the browser's own has it. */
export interface ClientSocket {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
}

/** Everything impure that the client touches, so that a test or a simulation can stand in for the world. */
export interface Environment {
  /** Opens a WebSocket. */
  connect(url: string, protocols: string[]): ClientSocket;
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `ms`; the returned function calls it off. */
  setTimer(ms: number, callback: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
  /** A new lower-case UUID. */
  uuid(): string;
  page: Page;
  /** What keeps unsent messages beyond the page, for all tabs. Absent: they live as long as the page. */
  openKeeper?: OpenKeeper;
  /** How what the tabs of a browser share comes into the page, where there is a keeper. @default by a dynamic import */
  loadSharing?: LoadSharing;
  /** Where drafts outlive a reload, apart for each tab. Absent: they live as long as the page. */
  draftStorage?: () => DraftStorage | undefined;
}

/** The world as it is. Globals are read when they are needed, never at import. */
export function realEnvironment(): Environment {
  return {
    connect: (url, protocols) => new WebSocket(url, protocols),
    now: () => Date.now(),
    setTimer(ms, callback) {
      const timer = setTimeout(callback, Math.max(ms, 0));
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    uuid: () => v4(),
    page: browserPage(),
    draftStorage: sessionDrafts,
    // Loaded when it is needed, and only where there is a database to keep messages in.
    ...(typeof indexedDB === 'undefined' ? {} : { openKeeper: openIndexedDb }),
  };
}

const openIndexedDb: OpenKeeper = async (address) => (await import('./kept-outbox.ts')).openIndexedDbKeeper(address);

/** A page may be forbidden so much as to name its storage. */
function sessionDrafts(): DraftStorage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
