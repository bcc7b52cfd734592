import { setTimeout as pause } from 'node:timers/promises';
import { startBackend, type Backend } from './backend.ts';
import { readConversation } from './read-log.ts';
import { startRig, type Rig } from './rig.ts';
import { cast, scheduleOf, stranger, type Act, type Step } from './schedule.ts';
import type { Tab } from './tab.ts';
import { complaintsAbout } from './verdict.ts';
import { watchShown } from './watch-shown.ts';

/** What came of a schedule. */
export interface Outcome {
  readonly schedule: readonly Step[];
  /** What did not hold of the guarantee; nothing if all is well. */
  readonly complaints: readonly string[];
  /** From the moment when the network and the server were good again until every tab showed everything, in milliseconds. */
  readonly catchUpMs: number;
  /** Events in all logs. */
  readonly events: number;
}

interface Play extends Rig {
  readonly backend: Backend;
  readonly conversations: readonly string[];
  /** Ids of what was sent, by tab and conversation. */
  readonly sent: Map<string, string[]>;
}

/** Plays the schedule of a seed on real sockets, lets everything be good again, and looks at what is left. */
export async function runScenario(seed: number): Promise<Outcome> {
  const backend = await startBackend({ env: { DRAIN_MS: '300' } });
  const rig = await startRig(backend, { seed });
  try {
    const play: Play = { ...rig, backend, conversations: cast.map(() => crypto.randomUUID()), sent: new Map() };
    await openTabs(play);
    const watches = rig.tabs.map((tab) => watchShown(tab));
    const schedule = scheduleOf(seed);
    await perform(play, schedule);
    await rig.proxy.heal();
    const goodAt = performance.now();
    const { complaints, events } = await judge(play).catch((error: unknown) => ({ complaints: [String(error)], events: 0 }));
    const catchUpMs = performance.now() - goodAt;
    const askedAgain = schedule.some(({ act }) => act.type === 'kill' || act.type === 'restart') ? [] : repeated(backend.provider.asked);
    return { schedule, catchUpMs, events, complaints: [...complaints, ...askedAgain, ...watches.flatMap((tell) => tell())] };
  } finally {
    await rig.close();
    await backend.close();
  }
}

/** Each conversation is begun by the first who follows it: to whom asks for one that is not there, nobody tells when it is. */
async function openTabs(play: Play): Promise<void> {
  const { openTab, conversations, sent } = play;
  let person: Tab['person'] | undefined;
  for (const [place, followed] of cast.entries()) {
    const tab = openTab(place === stranger ? undefined : person);
    person ??= tab.person;
    await tab.untilLive();
    for (const conversation of followed) {
      const conversationId = conversations[conversation] ?? '';
      const isFirst = ![...sent.keys()].some((key) => key.endsWith(`/${conversation}`));
      tab.follow(conversationId);
      if (!isFirst) continue;
      await performOne(play, { type: 'send', tab: place, conversation, isLong: false });
      await tab.until('heard', () => tab.client.outbox(conversationId).length === 0);
    }
  }
}

async function perform(play: Play, schedule: readonly Step[]): Promise<void> {
  const startedAt = performance.now();
  let outages = Promise.resolve();
  for (const { atMs, act } of schedule) {
    await pause(Math.max(0, atMs - (performance.now() - startedAt)));
    // The network and the people go on while the server is away.
    if (act.type === 'kill' || act.type === 'restart' || act.type === 'freeze') outages = outages.then(() => befall(play.backend, act));
    else await performOne(play, act);
  }
  await outages;
}

type Outage = Extract<Act, { type: 'kill' | 'restart' | 'freeze' }>;

async function befall({ server }: Backend, act: Outage): Promise<void> {
  if (act.type === 'freeze') {
    server.freeze();
    await pause(act.forMs);
    return server.thaw();
  }
  if (act.type === 'restart') {
    await server.end();
    return server.start();
  }
  await server.kill();
  await pause(act.downMs);
  return server.start();
}

async function performOne({ proxy, tabs, conversations, sent }: Play, act: Exclude<Act, Outage>): Promise<void> {
  switch (act.type) {
    case 'send': {
      const key = `${act.tab}/${act.conversation}`;
      const ids = sent.get(key) ?? [];
      const content = `${ownerOf(act.tab)} ${key}/${ids.length}: 漢字 🙂${act.isLong ? ', at length' : ''}?`;
      const id = tabs[act.tab]?.client.send({ conversationId: conversations[act.conversation] ?? '', content });
      sent.set(key, [...ids, id ?? '']);
      return;
    }
    case 'stop':
      return tabs[act.tab]?.client.stop(conversations[act.conversation] ?? '');
    case 'suffer':
      return proxy.suffer(act.fault);
    case 'heal':
      return proxy.heal();
    case 'tear':
      return proxy.tear(act.how);
    default:
      return act satisfies never;
  }
}

/** A word that stands in everything that a person asks, and in all answers to it. */
function ownerOf(tab: number): string {
  return tab === stranger ? 'Berta' : 'Anton';
}

/** What is wrong with the sockets of a tab that is quiet, and with what is left of it once it is given back. */
async function complaintsAboutSockets({ openSockets, release }: Tab): Promise<string[]> {
  const quiet = openSockets();
  await release();
  const left = openSockets();
  return [...(quiet === 1 ? [] : [`had ${quiet} sockets when all was quiet`]), ...(left === 0 ? [] : [`left ${left} sockets behind`])];
}

async function judge(play: Play): Promise<{ complaints: string[]; events: number }> {
  const complaints: string[] = [];
  let events = 0;
  for (const [conversation, conversationId] of play.conversations.entries()) {
    const sent = [...play.sent].filter(([key]) => key.endsWith(`/${conversation}`)).map(([, ids]) => ids);
    if (sent.length === 0) continue;
    const members = play.tabs.filter((_, place) => cast[place]?.includes(conversation) && (place === stranger) === (conversation === 2));
    await Promise.all(members.map((tab) => tab.untilQuiet(conversationId)));
    const stored = await readConversation(play.backend.server.url, members[0]?.person.token ?? '', conversationId);
    await Promise.all(members.map((tab) => tab.untilWhole(conversationId, stored.head)));
    complaints.push(
      ...complaintsAbout({ conversationId, stored, tabs: members, sent }).map((words) => `conversation ${conversation}: ${words}`),
    );
    events += stored.events.length;
  }
  for (const [place, tab] of play.tabs.entries()) {
    const foreign = ownerOf(place === stranger ? 0 : stranger);
    if (tab.texts.some((text) => text.includes(foreign))) complaints.push(`tab ${place} was sent what is not its own`);
    complaints.push(...(await complaintsAboutSockets(tab)).map((words) => `tab ${place} ${words}`));
  }
  return { complaints, events };
}

function repeated(questions: readonly string[]): string[] {
  const again = questions.filter((question, place) => questions.indexOf(question) !== place);
  return again.map((question) => `the provider was asked again: ${question}`);
}
