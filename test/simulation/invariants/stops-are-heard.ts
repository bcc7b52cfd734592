import { isUnfinished } from '../../../src/protocol/index.ts';
import type { CreateInvariant } from '../invariant.ts';
import { intruderSite } from '../intruder.ts';

const cancelOf = /^cancel:(?<id>.+)$/;

/** A Stop that comes before the message that it names is not forgotten when the server has that (I8). */
export const stopsAreHeard: CreateInvariant = ({ ledger, truth }, fail) => {
  /** What was not there when it was to be stopped, and by which site. */
  const early = new Map<string, string>();

  return {
    onServerFrame({ site }, frame) {
      if (frame.type !== 'Error' && frame.type !== 'Complete') return;
      const id = cancelOf.exec(frame.request_id ?? '')?.groups?.['id'];
      if (id === undefined || site === intruderSite) return;
      if (frame.type === 'Error' && frame.code === 'not_found') early.set(id, site);
      if (frame.type === 'Complete') early.delete(id);
    },
    // What a page was about to do is gone with it.
    onPage(tab) {
      for (const [id, site] of early) if (site === tab.name) early.delete(id);
    },
    atRest() {
      for (const [id, site] of early) {
        const message = truth.message(id, Infinity);
        const wasWanted = ledger.find(id)?.state === 'wanted';
        if (message && wasWanted && !isUnfinished(message))
          fail('I8', `${site} stopped ${id} before it was there, and it went on all the same`);
      }
    },
  };
};
