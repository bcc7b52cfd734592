import { isDeepStrictEqual } from 'node:util';
import { titleOf, type ConversationEvent, type ConversationSummary } from '../../../src/protocol/index.ts';
import { listFrame } from '../conversations-in.ts';
import type { CreateInvariant } from '../invariant.ts';

/**
 * The list of a user says what is in their logs. A follower is sent what is stored, in order, and shows its own user's conversations, each
 * once, the newest first; what a person wanted last is what comes of it (I1, I2, I13).
 */
export const listIsTrue: CreateInvariant = ({ truth, lists, ledger, disk, conversationIds }, fail) => {
  const heads = new Map<string, number>();

  /** The status that the log of a conversation tells. */
  function activityOf(id: string): ConversationSummary['status'] {
    const messages = truth.messageIds(id, Infinity).map((messageId) => truth.message(messageId, Infinity));
    const unfinished = messages.filter((message) => message?.status === 'pending' || message?.status === 'streaming');
    if (unfinished.length === 0) return 'idle';
    const isAwaited = unfinished.some((message) => message?.parts.some((part) => part.type === 'tool' && part.status === 'awaiting'));
    return isAwaited ? 'awaiting' : 'answering';
  }

  function checkSummary({ id, title, status }: ConversationSummary): void {
    const first = ledger.find(truth.messageIds(id, Infinity)[0] ?? '')?.content ?? '';
    const isGiven = title === titleOf(first) || ledger.titles(id).has(title);
    if (!isGiven) fail('I2', `${id} is listed as "${title}", which nobody called it`);
    const activity = activityOf(id);
    if (status !== activity) fail('I2', `${id} is listed as ${status}, and its log says ${activity}`);
  }

  function checkSent(event: ConversationEvent): void {
    const stored = lists.event(disk.ownerOf(event.conversation.id) ?? '', event.sync_id);
    const ofSocket = { after: undefined, request_id: undefined };
    if (isDeepStrictEqual({ ...event, ...ofSocket }, { ...stored, ...ofSocket })) return;
    fail('I2', `a list was told ${JSON.stringify(event)}, and ${JSON.stringify(stored)} is stored`);
  }

  function checkPresence(id: string): void {
    const wishes = ledger.wishes(id);
    if (!wishes || truth.head(id) === 0) return;
    const last = wishes.at(-1)?.wants ?? 'restore';
    if (lists.isRemoved(id) !== (last === 'delete')) fail('I3', `${id} was last to be ${last}d, and is not`);
  }

  return {
    onListed(userId, event) {
      const head = heads.get(userId) ?? 0;
      if (event.sync_id <= head) fail('I1', `event ${event.sync_id} of the list of ${userId} was stored behind ${head}`);
      heads.set(userId, event.sync_id);
      if (event.type === 'ConversationChanged') checkSummary(event.conversation);
    },
    onServerFrame(_link, frame) {
      const told = listFrame(frame);
      for (const event of told?.type === 'Subscribed' ? told.events : told ? [told] : []) checkSent(event);
    },
    onList(tab, { client, list }) {
      const shown = list.list();
      if (new Set(shown.map(({ id }) => id)).size < shown.length) fail('I2', `${tab.name} lists a conversation twice`);
      const isSorted = shown.every(({ updated_at }, place) => updated_at <= (shown[place - 1]?.updated_at ?? Infinity));
      if (!isSorted) fail('I2', `${tab.name} lists an older conversation first`);
      const foreign = shown.find(({ id }) => disk.ownerOf(id) !== client.userId());
      if (foreign) fail('I13', `${tab.name} lists ${foreign.id}, which is not its user's`);
    },
    atRest: () => conversationIds.forEach(checkPresence),
  };
};
