import { cast, conversations } from './cast.ts';
import { inTime } from './in-time.ts';
import type { Play } from './play.ts';
import { readConversation } from './read-log.ts';
import type { Tab } from './tab.ts';
import { complaintsAbout } from './verdict.ts';

/**
 * Waits until all is quiet, and tells what does not hold of the guarantee then; nothing if all is well. Each tab is given back on the way.
 * @throws Error when it does not get quiet in time.
 */
export async function judgePlay(play: Play): Promise<string[]> {
  const complaints: string[] = [];
  for (const conversation of conversations) {
    const words = await judgeConversation(play, conversation);
    complaints.push(...words.map((complaint) => `conversation ${conversation}: ${complaint}`));
  }
  for (const [place, tab] of play.tabs.entries()) {
    const words = [...complaintsAboutStrangers(tab, place), ...(await complaintsAboutSockets(tab))];
    complaints.push(...words.map((complaint) => `tab ${place} ${complaint}`));
  }
  return complaints;
}

async function judgeConversation({ backend, tabs, sent, idOf }: Play, conversation: number): Promise<string[]> {
  const conversationId = idOf(conversation);
  const members = tabs.filter((_, place) => cast[place]?.own.includes(conversation));
  await Promise.all(members.map((tab) => tab.untilQuiet(conversationId)));
  const reading = readConversation(backend.server.url, members[0]?.person.token ?? '', conversationId);
  const stored = await inTime(() => `all of conversation ${conversation}, from the server`, reading);
  await Promise.all(members.map((tab) => tab.untilWhole(conversationId, stored.head)));
  const sentHere = sent.filter((message) => message.conversation === conversation);
  const bySender = Map.groupBy(sentHere, ({ tab }) => tab).values();
  return complaintsAbout({ conversationId, stored, tabs: members, sent: [...bySender].map((messages) => messages.map(({ id }) => id)) });
}

function complaintsAboutStrangers({ texts }: Tab, place: number): string[] {
  const strangers = cast.map(({ person }) => person).filter((person) => person !== cast[place]?.person);
  return strangers.some((name) => texts.some((text) => text.includes(name))) ? ['was sent what is not its own'] : [];
}

async function complaintsAboutSockets({ openSockets, release, untilLive }: Tab): Promise<string[]> {
  // A machine that is busy may have let a heartbeat pass: then the next socket is on its way.
  await untilLive();
  const quiet = openSockets();
  await release();
  const left = openSockets();
  return [...(quiet === 1 ? [] : [`had ${quiet} sockets when all was quiet`]), ...(left === 0 ? [] : [`left ${left} sockets behind`])];
}
