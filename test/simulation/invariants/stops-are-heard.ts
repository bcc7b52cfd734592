import { findMessage, isUnfinished } from '../../../src/protocol/index.ts';
import type { CreateInvariant } from '../invariant.ts';
import { intruderSite } from '../intruder.ts';

const cancelOf = /^cancel:(?<id>.+)$/;

/** A Stop is told to the server, at once or unless its page has seen the answer end meanwhile; one that overtakes the message that it names is sent again once the server has that (I8). */
export const stopsAreHeard: CreateInvariant = ({ ledger, truth }, fail) => {
  /** What was not there when it was to be stopped, and by which site. */
  const early = new Map<string, string>();
  /** What needs no more telling, by the tab and the answer. */
  const told = new Set<string>();

  function wasLeftToItself(id: string): boolean {
    const conversationId = ledger.find(id)?.conversationId ?? '';
    const messages = truth.messageIds(conversationId, Infinity).map((messageId) => truth.message(messageId, Infinity));
    const answers = messages.filter((message) => message?.role === 'assistant' && (message.id === id || message.reply_to === id));
    return answers.length > 0 && answers.every((answer) => answer?.status === 'complete' || answer?.status === 'failed');
  }

  return {
    onServerFrame({ site }, frame) {
      if (frame.type !== 'Error' || frame.code !== 'not_found' || site === intruderSite) return;
      const id = cancelOf.exec(frame.request_id ?? '')?.groups?.['id'];
      if (id !== undefined) early.set(id, site);
    },
    onClientFrame({ site }, frame) {
      if (frame.type !== 'Cancel') return;
      early.delete(frame.message_id);
      told.add(`${site} ${frame.message_id}`);
    },
    onChange(tab, { client }, change) {
      if (change.type !== 'conversation') return;
      for (const { tab: site, conversationId, messageId, isLive } of ledger.presses) {
        if (isLive || site !== tab.name || conversationId !== change.conversationId) continue;
        const held = client.conversation(conversationId);
        const message = held && findMessage(held.conversation, messageId);
        if (message && !isUnfinished(message)) told.add(`${site} ${messageId}`);
      }
    },
    // What a page was about to do is gone with it.
    onPage(tab) {
      for (const [id, site] of early) if (site === tab.name) early.delete(id);
      for (const { tab: site, messageId } of ledger.presses) if (site === tab.name) told.add(`${site} ${messageId}`);
    },
    atRest() {
      for (const { tab, conversationId, messageId } of ledger.presses) {
        if (!ledger.wasDeleted(conversationId) && !told.has(`${tab} ${messageId}`))
          fail('I8', `${tab} was to stop ${messageId}, and told nobody`);
      }
      for (const [id, site] of early) {
        const asked = ledger.find(id);
        if (asked?.state === 'wanted' && !ledger.wasDeleted(asked.conversationId) && wasLeftToItself(id))
          fail('I8', `${site} stopped ${id} before it was there, and it went on all the same`);
      }
    },
  };
};
