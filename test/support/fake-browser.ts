import type { KeptMessage, OpenKeeper, TabEvents, TabMessage } from '../../src/client/index.ts';
import { nobody } from '../../src/client/outbox-keeper.ts';

/** What the tabs of one browser share: the messages they keep, and who of them sends. */
export interface FakeBrowser {
  /** The keeper as one tab has it. */
  tab(): FakeTab;
  /** All that is kept, in order. */
  kept(): readonly KeptMessage[];
}

export interface FakeTab {
  readonly openKeeper: OpenKeeper;
  /** Neither hears nor says anything any more, and keeps the lead. */
  freeze(): void;
  /** Is gone, without a word. */
  kill(): void;
  /** From now on nothing can be kept. */
  fillDisk(): void;
  /** What was opened of the store can neither be read nor changed any more; it can be opened again. */
  loseStore(): void;
  /** What is to be kept from now on waits for the call of the returned function. */
  holdKeeping(): () => void;
}

interface Member {
  readonly tab: object;
  readonly on: TabEvents;
  isFrozen: boolean;
}

export function createFakeBrowser(): FakeBrowser {
  const rows = new Map<number, { address: string; message: KeptMessage }>();
  const users = new Map<string, string>();
  /** In the order in which they came; the first one leads. */
  let members: readonly Member[] = [];
  let nextSeq = 1;

  function setMembers(next: readonly Member[]): void {
    const [before] = members;
    members = next;
    const [after] = members;
    if (before === after) return;
    if (before && next.includes(before)) before.on.onLead(false);
    after?.on.onLead(true);
  }

  function tell(from: Member, message: TabMessage): void {
    if (from.isFrozen) return;
    for (const member of members) if (member !== from && !member.isFrozen) queueMicrotask(() => member.on.onMessage(message));
  }

  return {
    kept: () => inOrder([...rows.values()].map(({ message }) => message)),
    tab() {
      const tab = {};
      const own = () => members.filter((member) => member.tab === tab);
      let isFull = false;
      /** What is open of the store. */
      let opened = {};
      let keeping = Promise.resolve();
      return {
        async openKeeper(address) {
          const connection = opened;
          return {
            lastUser: async () => users.get(address),
            rememberUser: async (userId) => void users.set(address, userId),
            async load(userId) {
              if (connection !== opened) throw new Error('The store is closed.');
              return inOrder(
                [...rows.values()].flatMap((row) => (row.address === address && row.message.userId === userId ? row.message : [])),
              );
            },
            async keep(message) {
              await keeping;
              if (isFull || connection !== opened) throw new Error('The disk is full.');
              const moved = [...rows].find(([, row]) => row.message.frame.id === message.frame.id)?.[0];
              const seq = message.seq === undefined ? nextSeq++ : rows.has(message.seq) ? message.seq : moved;
              if (seq === undefined) return undefined;
              rows.set(seq, { address, message: { userId: users.get(address) ?? nobody, ...message, seq } });
              return seq;
            },
            async move(seq, id, to) {
              const row = rows.get(seq);
              if (row?.message.frame.id !== id || rows.has(to)) return;
              rows.delete(seq);
              rows.set(to, { address, message: { ...row.message, seq: to } });
            },
            async discard(seq, id) {
              for (const place of [seq, ...rows.keys()]) if (rows.get(place)?.message.frame.id === id) rows.delete(place);
            },
            join(_userId, on) {
              const member: Member = { tab, on, isFrozen: false };
              queueMicrotask(() => setMembers([...members, member]));
              return {
                tell: (message) => tell(member, message),
                takeOver: () => setMembers([member, ...members.filter((other) => other !== member)]),
                leave: () => setMembers(members.filter((other) => other !== member)),
              };
            },
          };
        },
        freeze: () => own().forEach((member) => (member.isFrozen = true)),
        kill: () => setMembers(members.filter((member) => member.tab !== tab)),
        fillDisk() {
          isFull = true;
        },
        loseStore() {
          opened = {};
        },
        holdKeeping() {
          const { promise, resolve } = Promise.withResolvers<void>();
          keeping = promise;
          return resolve;
        },
      };
    },
  };
}

function inOrder(messages: readonly KeptMessage[]): readonly KeptMessage[] {
  return messages.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
}
