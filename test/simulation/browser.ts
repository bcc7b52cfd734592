import type { KeptMessage, OpenKeeper, TabEvents, TabMessage } from '../../src/client/index.ts';
import { nobody } from '../../src/client/outbox-keeper.ts';
import type { SessionStore } from '../../src/server/auth/index.ts';
import type { Clock } from './clock.ts';
import { createHost, type Host } from './host.ts';
import type { Random } from './random.ts';
import { serverEnvironment } from './server-environment.ts';
import { sessionsIn } from './session-memory.ts';
import { plainConnection } from './simulated-server.ts';

/** How a browser is set up. */
export interface BrowserSetup {
  /** With cookies its tabs are one user. Without, its one tab is nobody until the server names it, and says so by a token from then on. */
  readonly hasCookies: boolean;
  /** Whether it keeps unsent messages beyond the page. */
  readonly isDurable: boolean;
}

/** What the tabs of one person share. */
export interface Browser {
  readonly setup: BrowserSetup;
  readonly cookie: string | undefined;
  /** What keeps unsent messages, as the tab on that host has it. */
  keeper(host: Host): OpenKeeper | undefined;
  isKept(messageId: string): boolean;
  /** A tab is gone, and cannot say so itself. */
  forget(host: Host): void;
}

interface Member {
  readonly host: Host;
  readonly on: TabEvents;
}

export interface BrowserOptions {
  readonly setup: BrowserSetup;
  readonly number: number;
  readonly clock: Clock;
  readonly random: Random;
  /** Where its server keeps sessions. */
  readonly sessions: SessionStore;
}

/** How long the store of a browser takes, in milliseconds. */
const storeMs = [0, 4] as const;

/** A browser of somebody whom the server has seen before, if it has cookies. */
export async function createBrowser({ setup, number, clock, random, sessions }: BrowserOptions): Promise<Browser> {
  const kept = new Map<number, KeptMessage>();
  /** In the order in which they came; the first one leads. */
  let members: readonly Member[] = [];
  let lastUser: string | undefined;
  let places = 0;
  let busyUntil = 0;

  /** The store does one thing after another, and does it even if the page that asked is gone meanwhile. */
  function later<Result>(host: Host, does: () => Result): Promise<Result> {
    busyUntil = Math.max(busyUntil, clock.now()) + random.between(...storeMs);
    return new Promise((resolve) => {
      clock.after(busyUntil - clock.now(), () => {
        const result = does();
        host.reach(() => resolve(result));
      });
    });
  }

  function setMembers(next: readonly Member[]): void {
    const [before] = members;
    const [after] = next;
    members = next;
    if (before === after) return;
    if (before && next.includes(before)) before.host.reach(() => before.on.onLead(false));
    if (after) after.host.after(0, () => members[0] === after && after.on.onLead(true));
  }

  function openKeeper(host: Host): OpenKeeper {
    return async () => ({
      lastUser: () => later(host, () => lastUser),
      rememberUser: (userId) => later(host, () => void (lastUser = userId)),
      load: (userId) => later(host, () => [...kept.values()].filter((message) => message.userId === userId).toSorted(byPlace)),
      keep(message) {
        return later(host, () => {
          places += 1;
          const moved = [...kept].find(([, { frame }]) => frame.id === message.frame.id)?.[0];
          const seq = message.seq === undefined ? places : kept.has(message.seq) ? message.seq : moved;
          if (seq === undefined) return undefined;
          kept.set(seq, { userId: lastUser ?? nobody, ...message, seq });
          return seq;
        });
      },
      move(seq, id, to) {
        return later(host, () => {
          const message = kept.get(seq);
          if (message?.frame.id !== id || kept.has(to)) return;
          kept.delete(seq);
          kept.set(to, { ...message, seq: to });
        });
      },
      discard(seq, id) {
        return later(host, () => {
          for (const place of [seq, ...kept.keys()]) if (kept.get(place)?.frame.id === id) kept.delete(place);
        });
      },
      join(_userId, on) {
        const member: Member = { host, on };
        setMembers([...members, member]);
        return {
          tell(message: TabMessage) {
            for (const other of members) if (other !== member) other.host.after(1, () => other.on.onMessage(message));
          },
          takeOver: () => setMembers([member, ...members.filter((other) => other !== member)]),
          leave: () => setMembers(members.filter((other) => other !== member)),
        };
      },
    });
  }

  return {
    setup,
    cookie: setup.hasCookies ? await issueCookie(sessions, createHost(clock), number) : undefined,
    keeper: (host) => (setup.isDurable ? openKeeper(host) : undefined),
    isKept: (messageId) => [...kept.values()].some(({ frame }) => frame.id === messageId),
    forget: (host) => setMembers(members.filter((member) => member.host !== host)),
  };
}

function byPlace(one: KeptMessage, other: KeptMessage): number {
  return (one.seq ?? 0) - (other.seq ?? 0);
}

async function issueCookie(store: SessionStore, greeter: Host, number: number): Promise<string | undefined> {
  const sessions = sessionsIn(store, serverEnvironment(greeter, 0xff00 + number));
  const identity = await sessions.identify({ headers: {}, socket: plainConnection }, 'socket');
  return identity.kind === 'fresh' ? identity.cookie.split(';', 1)[0] : undefined;
}
