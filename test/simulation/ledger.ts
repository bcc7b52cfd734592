/** Something that a person asked for, and what has become of it as far as people know. */
export interface Asked {
  id: string;
  /** By which page, so that the order is that of one sender. */
  readonly page: string;
  readonly conversationId: string;
  readonly kind: 'Message' | 'Regenerate';
  readonly content: string;
  /** When it was last written, by the clock of the world: sent, or sent again. */
  at: number;
  /** `taken back`, or lost with its page before it could be kept: it may have been sent already, or never. */
  state: 'wanted' | 'taken back' | 'lost with its page';
}

/** That somebody has told a page to stop an answer that it showed, or that of a question. */
export interface Press {
  readonly tab: string;
  readonly conversationId: string;
  readonly messageId: string;
  /** Whether the page could say so at once. */
  readonly isLive: boolean;
}

/** That a chat is to be there or gone, as a page was told. */
export interface Wish {
  readonly page: string;
  readonly wants: 'delete' | 'restore';
  /** What is not there yet can neither be deleted nor restored; it may be there by the time that the server hears of it. */
  readonly wasThere: boolean;
}

/** Everything that people asked for, in the order in which they did. */
export interface Ledger {
  readonly entries: readonly Asked[];
  add(asked: Omit<Asked, 'at' | 'state'>): void;
  find(id: string): Asked | undefined;
  takenBack(id: string): void;
  /** A page has given it to a socket. */
  given(id: string): void;
  /** It goes before those that wait in front of it; `perhaps`: they may be sent before anybody hears of that. */
  putFirst(id: string, before: readonly string[], when: 'surely' | 'perhaps'): void;
  /** Whether one is to come before another of the same sender. */
  isBefore(one: Asked, other: Asked): boolean;
  /** It was sent again under another id. */
  renamed(id: string, newId: string): void;
  /** A page is gone, with what it may not have kept. */
  lostPage(page: string, mayBeLost: (asked: Asked) => boolean): void;
  /** Whether anybody has pressed Stop in a conversation. */
  wasStopped(conversationId: string): boolean;
  /** `press`: what there was to stop. */
  stop(conversationId: string, press?: Press): void;
  readonly presses: readonly Press[];
  /** What was decided about a call of a tool, by anybody. */
  decisions(messageId: string, toolId: string): ReadonlySet<boolean>;
  decide(messageId: string, toolId: string, approved: boolean): void;
  /** The titles that anybody wanted a conversation to have. */
  titles(conversationId: string): ReadonlySet<string>;
  rename(conversationId: string, title: string): void;
  /** What was wanted of a conversation, in order; undefined where nobody can know what comes of it. */
  wishes(conversationId: string): readonly Wish[] | undefined;
  wish(conversationId: string, wish: Wish): void;
  /** Whether anybody has wanted a conversation to be gone. */
  wasDeleted(conversationId: string): boolean;
}

/** Nobody has asked for anything. */
export function createLedger(now: () => number): Ledger {
  const entries: Asked[] = [];
  const byId = new Map<string, Asked>();
  const given = new Set<string>();
  /** What was put before what, and whether it is sure to come before that. */
  const overtaken = new Map<Asked, Map<Asked, boolean>>();
  /** What was sent again, by the id that it had before. */
  const again = new Map<string, Asked>();
  const stopped = new Set<string>();
  const presses: Press[] = [];
  const decisions = new Map<string, Set<boolean>>();
  const titles = new Map<string, Set<string>>();
  const wishes = new Map<string, Wish[]>();
  const lostPages = new Set<string>();

  function pass(entry: Asked, other: Asked, isSure: boolean): void {
    overtaken.set(entry, (overtaken.get(entry) ?? new Map()).set(other, isSure));
  }

  return {
    entries,
    add(asked) {
      const entry: Asked = { ...asked, at: now(), state: 'wanted' };
      entries.push(entry);
      byId.set(entry.id, entry);
    },
    find: (id) => byId.get(id),
    takenBack(id) {
      const entry = byId.get(id);
      if (entry) entry.state = 'taken back';
      // In one tab, while it is sent again in another: there it no longer holds up what is behind it.
      const retried = again.get(id);
      if (retried) for (const later of entries.slice(entries.indexOf(retried) + 1)) pass(later, retried, false);
    },
    given: (id) => void given.add(id),
    putFirst(id, before, when) {
      const entry = byId.get(id);
      // Another tab may not have heard yet that one of them is sent again.
      for (const other of before.flatMap((passed) => byId.get(passed) ?? again.get(passed) ?? [])) {
        const isSure = when === 'surely' && !given.has(other.id);
        if (entry) pass(entry, other, isSure);
        if (entry) overtaken.get(other)?.delete(entry);
      }
    },
    isBefore(one, other) {
      const isSure = overtaken.get(one)?.get(other);
      return isSure ?? (!overtaken.get(other)?.has(one) && entries.indexOf(one) < entries.indexOf(other));
    },
    renamed(id, newId) {
      const entry = byId.get(id);
      if (!entry) return;
      byId.delete(id);
      again.set(id, entry);
      entry.id = newId;
      entry.at = now();
      byId.set(newId, entry);
    },
    lostPage(page, mayBeLost) {
      lostPages.add(page);
      for (const entry of entries) {
        if (entry.page === page && entry.state === 'wanted' && mayBeLost(entry)) entry.state = 'lost with its page';
      }
    },
    wasStopped: (conversationId) => stopped.has(conversationId),
    presses,
    stop(conversationId, press) {
      stopped.add(conversationId);
      if (press) presses.push(press);
    },
    decisions: (messageId, toolId) => decisions.get(`${messageId} ${toolId}`) ?? new Set(),
    decide(messageId, toolId, approved) {
      const key = `${messageId} ${toolId}`;
      decisions.set(key, (decisions.get(key) ?? new Set()).add(approved));
    },
    titles: (conversationId) => titles.get(conversationId) ?? new Set(),
    rename: (conversationId, title) => void titles.set(conversationId, (titles.get(conversationId) ?? new Set()).add(title)),
    wishes(conversationId) {
      const all = wishes.get(conversationId) ?? [];
      const isKnown = all.every(({ page, wasThere }) => wasThere && page === all[0]?.page && !lostPages.has(page));
      return isKnown ? all : undefined;
    },
    wish: (conversationId, wish) => void wishes.set(conversationId, [...(wishes.get(conversationId) ?? []), wish]),
    wasDeleted: (conversationId) => wishes.get(conversationId)?.some(({ wants }) => wants === 'delete') ?? false,
  };
}
