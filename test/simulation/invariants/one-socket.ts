import type { CreateInvariant } from '../invariant.ts';

/** Once things are quiet, a page has one socket at most (I9). */
export const oneSocket: CreateInvariant = ({ tabs }, fail) => ({
  atRest() {
    for (const tab of tabs) {
      const open = tab.page().line.links.filter(({ client }) => client.readyState === 1).length;
      if (open > 1) fail('I9', `${tab.name} has ${open} open sockets`);
    }
  },
});
