import type { Environment } from './environment.ts';
import {
  nobody,
  type KeptMessage,
  type OpenKeeper,
  type OutboxKeeper,
  type TabMembership,
  type TabMessage,
  type Unkept,
} from './outbox-keeper.ts';

export interface OutboxSharingOptions {
  environment: Pick<Environment, 'setTimer' | 'loadSharing'>;
  address: string;
  /** Absent where nothing outlives the page: then this tab is alone. */
  openKeeper: OpenKeeper | undefined;
  /** What waits in this tab, and is kept. */
  waiting: (userId: string) => ReadonlySet<string>;
  /** What this browser keeps: of this page, another tab, or a page before. `gone`: what waits in this tab, and was kept. */
  onKept: (messages: readonly KeptMessage[], gone: ReadonlySet<string>) => void;
  onAcknowledged: (id: string) => void;
  onRemoved: (id: string) => void;
  /** This tab may send from now on. */
  onLead: () => void;
}

/** An outbox's part in what the tabs of a browser keep together: each message is kept before it is sent, and one tab sends. */
export interface OutboxSharing {
  /** Whether anything is kept at all. */
  readonly isKeeping: boolean;
  isLeading(): boolean;
  /** Shows what the last user of this browser left unsent, before the server says who it is. */
  restore(): void;
  /** Enters the tabs of the user that the server named. `before`: who that was before signing in (R3.14). */
  join(userId: string, before?: string): void;
  leave(): void;
  /** Keeps a message, new or changed; resolves with its place, or undefined if it could not be kept. */
  keep(message: Unkept): Promise<number | undefined>;
  /** Gives a kept message another place. */
  moved(id: string, seq: number, to: number): void;
  acknowledged(id: string, seq: number | undefined): void;
  removed(id: string, seq: number | undefined): void;
  /** It goes by another id from now on: what is being read may still hold it by the old one. */
  renamed(id: string): void;
}

/** How long the tab that sends may take to show life, in ms, before another takes over. */
const lifeMs = 2000;

export function createOutboxSharing(options: OutboxSharingOptions): OutboxSharing {
  const { environment, address, openKeeper, waiting, onKept, onAcknowledged, onRemoved, onLead } = options;
  let opening: Promise<OutboxKeeper | undefined> | undefined;
  let membership: TabMembership | undefined;
  let user: string | undefined;
  let isLeading = openKeeper === undefined;
  let cancelTakeOver: (() => void) | undefined;
  /** What is sent, taken back or renamed, here or in another tab: it may still stand in what is being read. */
  const settled = new Set<string>();

  /** A browser that lets nothing be kept, as some do in private windows, has this tab send by itself. */
  function open(): Promise<OutboxKeeper | undefined> {
    opening ??= (openKeeper?.(address) ?? Promise.resolve(undefined)).catch(() => undefined);
    return opening;
  }

  /** What fails may have lost its connection, as where the data of a site are cleared: the next step opens another. */
  function reopen(): undefined {
    opening = undefined;
  }

  /** Another tab has sent it, or taken it back. */
  function forget({ frame }: Unkept): undefined {
    onRemoved(frame.id);
  }

  function setLeading(next: boolean): void {
    isLeading = next;
    if (!next) return;
    cancelTakeOver?.();
    onLead();
  }

  /** Resolves with whether what is kept could be read. */
  async function read(userId: string): Promise<boolean> {
    const keeper = await open();
    const before = waiting(userId);
    const messages = await keeper?.load(userId).catch(reopen);
    if (!messages) return false;
    if (user !== undefined && user !== userId) return true;
    const kept = new Set(messages.map(({ frame }) => frame.id));
    const wanted = messages.filter(({ frame }) => !settled.has(frame.id));
    onKept(wanted, new Set([...before].filter((id) => !kept.has(id))));
    return true;
  }

  async function adopt(keeper: OutboxKeeper, before: string, userId: string): Promise<void> {
    for (const message of await keeper.load(before)) await keeper.keep({ ...message, userId });
  }

  function receive(message: TabMessage): void {
    if ('id' in message) settled.add(message.id);
    if (message.type === 'acknowledged') return onAcknowledged(message.id);
    if (message.type === 'removed') return onRemoved(message.id);
    if (message.type === 'alive') return cancelTakeOver?.();
    if (user !== undefined) void (isLeading ? lead(user) : read(user));
    return undefined;
  }

  /** Who cannot read what the others write cannot send it, and lets another lead. */
  async function lead(userId: string): Promise<void> {
    const isRead = await read(userId);
    const keeper = await open();
    if (!isLeading || user !== userId) return;
    if (isRead) membership?.tell({ type: 'alive' });
    else if (keeper) enter(keeper, userId);
  }

  function enter(keeper: OutboxKeeper, userId: string): void {
    isLeading = false;
    membership?.leave();
    membership = keeper.join(userId, { onLead: setLeading, onMessage: receive });
  }

  function wakeLeader(): void {
    membership?.tell({ type: 'kept' });
    if (isLeading || !membership) return;
    cancelTakeOver?.();
    cancelTakeOver = environment.setTimer(lifeMs, () => membership?.takeOver());
  }

  function discard(seq: number | undefined, message: Extract<TabMessage, { id: string }>): void {
    settled.add(message.id);
    membership?.tell(message);
    if (seq !== undefined) void open().then((keeper) => keeper?.discard(seq, message.id).catch(() => undefined));
  }

  return {
    isKeeping: openKeeper !== undefined,
    isLeading: () => isLeading,
    restore() {
      if (!openKeeper || user !== undefined) return;
      void open()
        .then((keeper) => keeper?.lastUser())
        .then((last = nobody) => read(last))
        .catch(() => undefined);
    },
    join(userId, before) {
      if (!openKeeper || (user === userId && membership)) return;
      membership?.leave();
      user = userId;
      isLeading = false;
      void open().then(async (keeper) => {
        if (user !== userId) return;
        if (!keeper) return setLeading(true);
        void keeper.rememberUser(userId).catch(() => undefined);
        for (const left of new Set([nobody, before ?? nobody])) await adopt(keeper, left, userId).catch(() => undefined);
        await read(userId);
        if (user !== userId) return;
        enter(keeper, userId);
        // What was kept before this tab was among the others, none of them has heard of.
        wakeLeader();
      });
    },
    leave() {
      cancelTakeOver?.();
      membership?.leave();
      membership = undefined;
      user = undefined;
      isLeading = openKeeper === undefined;
    },
    async keep(message) {
      const keeper = await open();
      const seq = await keeper?.keep(message).then((place) => place ?? forget(message), reopen);
      wakeLeader();
      return seq;
    },
    moved(id, seq, to) {
      void open()
        .then((keeper) => keeper?.move(seq, id, to))
        .then(wakeLeader, () => undefined);
    },
    acknowledged: (id, seq) => discard(seq, { type: 'acknowledged', id }),
    removed: (id, seq) => discard(seq, { type: 'removed', id }),
    renamed: (id) => void settled.add(id),
  };
}
