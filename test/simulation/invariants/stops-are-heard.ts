import type { CreateInvariant } from '../invariant.ts';
import { intruderSite } from '../intruder.ts';

const cancelOf = /^cancel:(?<id>.+)$/;

/** A Stop that overtakes the message that it names is sent again once the server has that (I8). */
export const stopsAreHeard: CreateInvariant = ({ ledger, truth }, fail) => {
  /** What was not there when it was to be stopped, and by which site. */
  const early = new Map<string, string>();

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
    onClientFrame(_link, frame) {
      if (frame.type === 'Cancel') early.delete(frame.message_id);
    },
    // What a page was about to do is gone with it.
    onPage(tab) {
      for (const [id, site] of early) if (site === tab.name) early.delete(id);
    },
    atRest() {
      for (const [id, site] of early) {
        const asked = ledger.find(id);
        if (asked?.state === 'wanted' && !ledger.wasDeleted(asked.conversationId) && wasLeftToItself(id))
          fail('I8', `${site} stopped ${id} before it was there, and it went on all the same`);
      }
    },
  };
};
