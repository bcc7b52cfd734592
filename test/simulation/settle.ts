import { isDeepStrictEqual } from 'node:util';
import type { Tab } from './tab.ts';
import { isWitness } from './witness.ts';
import type { World } from './world.ts';

/** People come back to every chat, try again where they were told to, and clear away what could not be sent. */
export function tidyUp({ tabs, ledger, conversationIds }: World): void {
  for (const tab of tabs) {
    const { client, list } = tab.page();
    tab.enter();
    tab.showList();
    const { status } = client.connection();
    if (list.status() === 'failed') list.retry();
    if (status === 'refused' || status === 'forbidden' || status === 'incompatible' || status === 'unauthorized') client.retryNow();
    for (const id of conversationIds) {
      for (const { frame, status } of client.outbox(id)) {
        if (status !== 'failed') continue;
        ledger.takenBack(frame.id);
        client.remove(frame.id);
      }
    }
  }
}

/** Every call that still waits is decided on, by somebody who may. */
export function decideAll({ tabs, truth, disk, ledger, conversationIds }: World): void {
  for (const conversationId of conversationIds) {
    const tab = tabs.find((other) => other.page().client.userId() === disk.ownerOf(conversationId));
    for (const messageId of truth.messageIds(conversationId, Infinity)) {
      const message = truth.message(messageId, Infinity);
      for (const part of message?.status === 'streaming' ? message.parts : []) {
        if (!tab || part.type !== 'tool' || part.status !== 'awaiting') continue;
        const approved = part.id.length % 2 === 0;
        ledger.decide(messageId, part.id, approved);
        tab.page().client.approve({ conversationId, messageId, toolId: part.id, approved });
      }
    }
  }
}

/** A chat that was not there when a tab looked is asked for again once the tab comes into view. */
export function lookAgain({ tabs, truth, lists, conversationIds }: World): void {
  for (const tab of tabs) {
    const isMissing = (id: string) => {
      const held = tab.page().client.conversation(id);
      return held?.status === 'ready' && held.conversation.log_id === null && truth.head(id) > 0 && !lists.isRemoved(id);
    };
    if (conversationIds.some(isMissing)) tab.tell('visible');
  }
}

/** What has not caught up yet, in words; undefined if everything has. */
export function unsettled(world: World): string | undefined {
  for (const id of world.truth.conversationIds()) {
    const log = world.truth.log(id);
    const ended = new Set(log.map((event) => (event.type === 'Complete' ? event.message_id : '')));
    const unfinished = log.find(
      (event) => event.type === 'MessageAdded' && event.message.status === 'pending' && !ended.has(event.message.id),
    );
    if (unfinished) return `an answer in ${id} goes on`;
  }
  for (const tab of world.tabs) {
    const reason = unsettledIn(world, tab);
    if (reason !== undefined) return `${tab.name} ${reason}`;
  }
  return undefined;
}

function unsettledIn({ truth, lists, disk, conversationIds }: World, tab: Tab): string | undefined {
  const { client, list } = tab.page();
  const connection = client.connection();
  if (connection.status !== 'live') return `is ${connection.status}`;
  if (!tab.page().line.links.some((link) => link.isWhole())) return 'has not noticed that its socket is dead';
  const shown = list.status() === 'ready' ? list.list() : undefined;
  if (!isDeepStrictEqual(shown, lists.list(connection.userId))) return `shows the list ${JSON.stringify(shown)}, ${list.status()}`;
  for (const id of conversationIds) {
    const waiting = client.outbox(id)[0];
    if (waiting) return `has ${waiting.frame.id} of ${id} in its outbox, ${waiting.status}`;
    const held = client.conversation(id);
    if (held?.status === 'loading') return `still loads ${id}`;
    if (!held || disk.ownerOf(id) !== connection.userId) continue;
    if (lists.isRemoved(id)) {
      if (held.status !== 'gone' && held.conversation.log_id !== null) return `has not noticed that ${id} is deleted`;
      continue;
    }
    if (isWitness(tab) && held.conversation.has_earlier) return `has not read ${id} from its beginning`;
    if (held.conversation.cursor === truth.head(id)) continue;
    return `shows ${id} up to ${held.conversation.cursor} of ${truth.head(id)}, ${held.status}`;
  }
  return undefined;
}
