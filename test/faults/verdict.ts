import { isDeepStrictEqual } from 'node:util';
import type { LoggedEvent, WireMessage } from '../../src/protocol/index.ts';
import { naiveFold } from '../support/naive-fold.ts';
import { shown } from '../support/shown.ts';
import type { StoredConversation } from './read-log.ts';
import { answerTo } from './seeded-answer.ts';
import type { Tab } from './tab.ts';

/** Everything that is known of one conversation once the network is good again. */
export interface Evidence {
  readonly conversationId: string;
  readonly stored: StoredConversation;
  /** The tabs that follow it. */
  readonly tabs: readonly Tab[];
  /** The ids of the questions that were sent, in order, of each of those who sent. */
  readonly sent: readonly (readonly string[])[];
}

/** What does not hold of the guarantee, in words; nothing if all is well. */
export function complaintsAbout({ conversationId, stored, tabs, sent }: Evidence): string[] {
  const { events } = stored;
  const folded = naiveFold(events);
  return [
    ...complaintsAboutOrder(events),
    ...(isDeepStrictEqual(stored.messages, folded) ? [] : ['the snapshot is not the fold of the log']),
    ...complaintsAboutQuestions(folded, sent),
    ...folded.filter(({ role }) => role === 'assistant').flatMap((answer) => complaintsAboutAnswer(answer, folded, events)),
    ...tabs.flatMap((tab, place) => complaintsAboutTab(tab, conversationId, stored, folded).map((words) => `tab ${place}: ${words}`)),
  ];
}

function complaintsAboutOrder(events: readonly LoggedEvent[]): string[] {
  let cursor = 0;
  return events.flatMap((event) => {
    const follows = event.after ?? event.sync_id - 1;
    const isNext = follows === cursor;
    const words = `event ${event.sync_id} follows ${follows}, and not ${cursor}`;
    cursor = event.sync_id;
    return isNext ? [] : [words];
  });
}

function complaintsAboutQuestions(folded: readonly WireMessage[], sent: Evidence['sent']): string[] {
  const asked = folded.filter(({ role }) => role === 'user').map(({ id }) => id);
  const known = new Set(sent.flat());
  return [
    ...asked.filter((id) => !known.has(id)).map((id) => `nobody asked ${id}`),
    ...asked.filter((id, place) => asked.indexOf(id) !== place).map((id) => `${id} is there twice`),
    ...sent.flatMap((ids, sender) => {
      const own = asked.filter((id) => ids.includes(id));
      return isDeepStrictEqual(own, ids) ? [] : [`sender ${sender} asked ${ids.join()}, the log has ${own.join()}`];
    }),
  ];
}

function complaintsAboutAnswer(answer: WireMessage, folded: readonly WireMessage[], events: readonly LoggedEvent[]): string[] {
  const question = folded.find(({ id }) => id === answer.reply_to);
  const streamed = answerTo(question ? textOf(question, 'text') : '');
  const content = textOf(answer, 'text');
  const reasoning = textOf(answer, 'reasoning');
  const isWhole = answer.status === 'complete';
  const isFaithful = isWhole
    ? content === streamed.content && reasoning === streamed.reasoning
    : streamed.content.startsWith(content) && streamed.reasoning.startsWith(reasoning);
  const own = events.filter((event) => 'message_id' in event && event.message_id === answer.id);
  const ends = own.filter(({ type }) => type === 'Complete').length;
  return [
    ...(isFaithful ? [] : [`the ${answer.status} answer ${answer.id} is not what the provider streamed`]),
    ...(answer.status === 'failed' ? [`the answer ${answer.id} failed: ${answer.error?.message}`] : []),
    ...(ends === 1 && own.at(-1)?.type === 'Complete' ? [] : [`the answer ${answer.id} has ${ends} ends, and then ${own.at(-1)?.type}`]),
  ];
}

function complaintsAboutTab(
  { client }: Tab,
  conversationId: string,
  { head, log_id }: StoredConversation,
  folded: readonly WireMessage[],
): string[] {
  const conversation = client.conversation(conversationId)?.conversation;
  if (!conversation) return ['holds nothing'];
  const isSame = isDeepStrictEqual(shown(conversation), folded);
  return [
    ...(conversation.cursor === head && conversation.log_id === log_id ? [] : [`is at ${conversation.cursor} of ${head}`]),
    ...(isSame ? [] : ['does not show the log']),
    ...(client.outbox(conversationId).length === 0 ? [] : ['still has something to send']),
  ];
}

function textOf({ parts }: WireMessage, type: 'text' | 'reasoning'): string {
  return parts.map((part) => (part.type === type ? part.text : '')).join('');
}
