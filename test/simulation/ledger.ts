/** Something that a person asked for, and what has become of it as far as people know. */
export interface Asked {
  id: string;
  /** By which page, so that the order is that of one sender. */
  readonly page: string;
  readonly conversationId: string;
  readonly kind: 'Message' | 'Regenerate';
  readonly content: string;
  /** `taken back`, or lost with its page before it could be kept: it may have been sent already, or never. */
  state: 'wanted' | 'taken back' | 'lost with its page';
}

/** Everything that people asked for, in the order in which they did. */
export interface Ledger {
  readonly entries: readonly Asked[];
  add(asked: Omit<Asked, 'state'>): void;
  find(id: string): Asked | undefined;
  takenBack(id: string): void;
  /** It was sent again under another id. */
  renamed(id: string, newId: string): void;
  /** A page is gone with what it had not kept. */
  lostPage(page: string, isKept: (id: string) => boolean): void;
  /** Whether anybody has pressed Stop in a conversation. */
  wasStopped(conversationId: string): boolean;
  stop(conversationId: string): void;
}

/** Nobody has asked for anything. */
export function createLedger(): Ledger {
  const entries: Asked[] = [];
  const byId = new Map<string, Asked>();
  const stopped = new Set<string>();

  return {
    entries,
    add(asked) {
      const entry: Asked = { ...asked, state: 'wanted' };
      entries.push(entry);
      byId.set(entry.id, entry);
    },
    find: (id) => byId.get(id),
    takenBack(id) {
      const entry = byId.get(id);
      if (entry) entry.state = 'taken back';
    },
    renamed(id, newId) {
      const entry = byId.get(id);
      if (!entry) return;
      byId.delete(id);
      entry.id = newId;
      byId.set(newId, entry);
    },
    lostPage(page, isKept) {
      for (const entry of entries) {
        if (entry.page === page && entry.state === 'wanted' && !isKept(entry.id)) entry.state = 'lost with its page';
      }
    },
    wasStopped: (conversationId) => stopped.has(conversationId),
    stop: (conversationId) => void stopped.add(conversationId),
  };
}
