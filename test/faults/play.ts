import { setTimeout as pause } from 'node:timers/promises';
import type { Backend } from './backend.ts';
import { cast, conversations } from './cast.ts';
import type { Rig } from './rig.ts';
import type { Act, Outage, Step } from './schedule.ts';
import type { Tab } from './tab.ts';

/** A message that was sent. */
export interface Sent {
  readonly tab: number;
  readonly conversation: number;
  readonly id: string;
}

/** The cast before a backend, and what it has done so far. */
export interface Play {
  readonly backend: Backend;
  readonly tabs: readonly Tab[];
  /** In order. */
  readonly sent: readonly Sent[];
  idOf(conversation: number): string;
  /** Resolves once everything in the schedule has happened, and the server is there again. */
  perform(schedule: readonly Step[]): Promise<void>;
}

/** Opens the tabs of the cast. Each conversation is begun before another tab asks for it: nobody would tell that tab when it is. */
export async function openPlay(backend: Backend, { proxy, openTab }: Rig): Promise<Play> {
  const tabs: Tab[] = [];
  const sent: Sent[] = [];
  const ids = new Map(conversations.map((conversation) => [conversation, crypto.randomUUID()]));
  const idOf = (conversation: number) => ids.get(conversation) ?? '';

  function send(tab: number, conversation: number, ending: string): void {
    const content = `${cast[tab]?.person} ${sent.length}: 漢字 🙂${ending}?`;
    const id = tabs[tab]?.client.send({ conversationId: idOf(conversation), content });
    if (id !== undefined) sent.push({ tab, conversation, id });
  }

  async function act(what: Exclude<Act, { type: 'outage' }>): Promise<void> {
    switch (what.type) {
      case 'send':
        return send(what.tab, what.conversation, what.isLong ? ', at length' : '');
      case 'stop':
        return tabs[what.tab]?.client.stop(idOf(what.conversation));
      case 'suffer':
        return proxy.suffer(what.fault);
      case 'heal':
        return proxy.heal();
      case 'tear':
        return proxy.tear(what.how);
      default:
        return what satisfies never;
    }
  }

  for (const [place, { person, own, foreign }] of cast.entries()) {
    const tab = openTab(tabs.find((_, other) => cast[other]?.person === person)?.person);
    tabs.push(tab);
    await tab.untilLive();
    for (const conversation of [...own, ...foreign]) tab.follow(idOf(conversation));
    for (const conversation of own.filter((number) => !sent.some((other) => other.conversation === number))) {
      send(place, conversation, '');
      await tab.until('heard', () => tab.client.outbox(idOf(conversation)).length === 0);
    }
  }

  return {
    backend,
    tabs,
    sent,
    idOf,
    async perform(schedule) {
      const startedAt = performance.now();
      let outages = Promise.resolve();
      for (const { atMs, act: what } of schedule) {
        await pause(Math.max(0, atMs - (performance.now() - startedAt)));
        // People and the network go on while the server is away.
        if (what.type === 'outage') outages = outages.then(() => suffer(backend, what.outage));
        else await act(what);
      }
      await outages;
    },
  };
}

async function suffer({ server }: Backend, outage: Outage): Promise<void> {
  switch (outage.type) {
    case 'freeze':
      server.freeze();
      await pause(outage.forMs);
      return server.thaw();
    case 'restart':
      await server.end();
      return server.start();
    case 'kill':
      await server.kill();
      await pause(outage.downMs);
      return server.start();
    default:
      return outage satisfies never;
  }
}
