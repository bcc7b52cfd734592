import type { MessageFile } from '../protocol/index.ts';

/** What is written and not sent yet. */
export interface Draft {
  readonly content: string;
  readonly files: readonly MessageFile[];
  /** What stood in the field before a waiting message was taken back into it. */
  readonly aside?: Draft;
}

/** What outlives a reload of this tab, and no other tab sees: the browser's `sessionStorage` is one. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Drafts by conversation, of one user at one address. */
export interface Drafts {
  /** The user of the last `Welcome`, in this page or before its reload. */
  user(): string | undefined;
  belongTo(userId: string): void;
  get(conversationId: string): Draft | undefined;
  /** Keeps a draft; undefined: there is none any more. */
  set(conversationId: string, draft: Draft | undefined): void;
}

/** Drafts in a storage; where it is absent, refuses or is full, they live as long as the page. */
export function createDrafts(storage: DraftStorage | undefined, address: string): Drafts {
  const held = new Map<string, Draft | undefined>();
  const userKey = `react-chat-socket user ${address}`;
  const keyOf = (conversationId: string) => `react-chat-socket draft ${address} ${user ?? ''} ${conversationId}`;
  let user = read(userKey) ?? undefined;

  function read(key: string): string | null {
    try {
      return storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  function write(key: string, value: string | undefined): void {
    try {
      if (value === undefined) storage?.removeItem(key);
      else storage?.setItem(key, value);
    } catch {
      // It is full, or not to be used: the page still holds it.
    }
  }

  function set(conversationId: string, draft: Draft | undefined): void {
    held.set(conversationId, draft);
    write(keyOf(conversationId), draft && JSON.stringify(draft));
  }

  return {
    user: () => user,
    belongTo(userId) {
      if (userId === user) return;
      // What was written before it was known who writes, is theirs.
      const unclaimed = user === undefined ? [...held] : [];
      held.clear();
      user = userId;
      write(userKey, userId);
      for (const [conversationId, draft] of unclaimed) set(conversationId, draft);
    },
    get(conversationId) {
      if (!held.has(conversationId)) held.set(conversationId, parseDraft(read(keyOf(conversationId))));
      return held.get(conversationId);
    },
    set,
  };
}

/** Only this module writes under its keys: what does not parse was cut off, and is none. */
function parseDraft(stored: string | null): Draft | undefined {
  if (stored === null) return undefined;
  try {
    return JSON.parse(stored);
  } catch {
    return undefined;
  }
}
