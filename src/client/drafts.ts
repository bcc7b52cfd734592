import type { MessageFile } from '../protocol/index.ts';
import type { ChatClient } from './chat-client.ts';

/** What is written and not sent yet. */
export interface Draft extends Written {
  /** A waiting message that was taken back to be edited, and what stood in the field before. */
  readonly takenBack?: { readonly message: Written; readonly aside: Written } | undefined;
}

/** Words and files. */
export interface Written {
  readonly content: string;
  readonly files: readonly MessageFile[];
}

/** What outlives a reload of this tab, and no other tab sees: the browser's `sessionStorage` is one. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Drafts by conversation, of one user at one address. */
export interface Drafts {
  /** `before`: who that was before signing in (R3.14). */
  belongTo(userId: string, before?: string): void;
  get(conversationId: string): Draft | undefined;
  /** Keeps a draft; undefined: there is none any more. */
  set(conversationId: string, draft: Draft | undefined): void;
}

/** Drafts in a storage; where it is absent, refuses or is full, they live as long as the page. */
export function createDrafts(storage: DraftStorage | undefined, address: string): Drafts {
  const held = new Map<string, Draft | undefined>();
  /** The drafts whose files were kept last, by key. */
  const beside = new Map<string, Draft | undefined>();
  const userKey = `react-chat-socket user ${address}`;
  let user = read(userKey) ?? undefined;
  let previous: string | undefined;
  /** What was begun before the server has said who this is: it is no one else's, whoever was here before. */
  const begun = new Set<string>();
  let isNamed = false;

  function keyOf(conversationId: string, userId: string | undefined): string {
    return `react-chat-socket draft ${address} ${userId ?? ''} ${conversationId}`;
  }

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

  function stored(key: string): Draft | undefined {
    const text = parse(read(key));
    const rest = parse(read(besideKey(key)));
    return text || rest ? { content: '', files: [], ...rest, ...text } : undefined;
  }

  function get(conversationId: string): Draft | undefined {
    const find = (userId: string | undefined) => stored(keyOf(conversationId, userId));
    if (!held.has(conversationId)) held.set(conversationId, find(user) ?? (previous === undefined ? undefined : find(previous)));
    return held.get(conversationId);
  }

  function set(conversationId: string, draft: Draft | undefined): void {
    if (!isNamed && get(conversationId) === undefined) begun.add(conversationId);
    held.set(conversationId, draft);
    store(keyOf(conversationId, user), draft);
    if (previous !== undefined) store(keyOf(conversationId, previous), undefined);
  }

  /** Files are large, and stay the same while somebody writes: they are kept apart. */
  function store(key: string, draft: Draft | undefined): void {
    write(key, draft && JSON.stringify({ content: draft.content }));
    const last = beside.get(key);
    if (draft && draft.files === last?.files && draft.takenBack === last.takenBack) return;
    beside.set(key, draft);
    const isAlone = !draft || (draft.files.length === 0 && !draft.takenBack);
    write(besideKey(key), isAlone ? undefined : JSON.stringify({ files: draft.files, takenBack: draft.takenBack }));
  }

  return {
    belongTo(userId, before) {
      previous = before;
      const isSame = user === undefined || user === before;
      const theirs = [...held].filter(([conversationId]) => isSame || (!isNamed && begun.has(conversationId)));
      isNamed = true;
      if (userId === user) return;
      for (const [conversationId] of theirs) store(keyOf(conversationId, user), undefined);
      held.clear();
      user = userId;
      write(userKey, userId);
      for (const [conversationId, draft] of theirs) set(conversationId, draft);
    },
    get,
    set,
  };
}

const known = new WeakMap<ChatClient, Drafts>();

/** The drafts of a client's user, made when they are first asked for. Ask each time: it may be another user by now. */
export function draftsOf(client: ChatClient): Pick<Drafts, 'get' | 'set'> {
  const { address, environment } = client;
  const drafts = known.get(client) ?? createDrafts(environment.draftStorage?.(), address);
  known.set(client, drafts);
  const userId = client.userId();
  if (userId !== undefined) drafts.belongTo(userId, client.previousUserId());
  return drafts;
}

/** What stands beside the text of a draft. */
function besideKey(key: string): string {
  return `${key} beside`;
}

/** Only this module writes under its keys: what does not parse was cut off, and is none. */
function parse(stored: string | null): Partial<Draft> | undefined {
  if (stored === null) return undefined;
  try {
    return JSON.parse(stored);
  } catch {
    return undefined;
  }
}
