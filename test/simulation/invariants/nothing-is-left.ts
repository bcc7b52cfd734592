import type { CreateInvariant } from '../invariant.ts';

/** A page that was given back has no timer, no listener and no socket, and tells nobody of anything (I10). */
export const nothingIsLeft: CreateInvariant = ({ tabs }, fail) => {
  let isOver = false;
  return {
    onChange(tab) {
      if (isOver) fail('I10', `${tab.name} told of a change after its end`);
    },
    atEnd() {
      isOver = true;
      for (const tab of tabs) {
        const { host, line, listeners } = tab.page();
        if (host.timers() > 0) fail('I10', `${tab.name} left ${host.timers()} timers`);
        if (listeners() > 0) fail('I10', `${tab.name} left ${listeners()} listeners`);
        // One that still connects may never open; it is closed if it does.
        const open = line.links.filter(({ client }) => client.readyState === 1).length;
        if (open > 0) fail('I10', `${tab.name} left ${open} sockets`);
        line.echo();
      }
    },
  };
};
