import type { CreateInvariant } from '../invariant.ts';
import type { Link } from '../link.ts';

import { conversationsIn } from '../conversations-in.ts';

/** Nothing of a conversation is sent to a socket of someone who may not see it (I13). */
export const nothingLeaks: CreateInvariant = ({ disk }, fail) => {
  const users = new WeakMap<Link, string>();

  return {
    onServerFrame(link, frame) {
      if (frame.type === 'Welcome' || frame.type === 'Authenticated') users.set(link, frame.user_id);
      const user = users.get(link);
      for (const id of conversationsIn(frame)) {
        if (disk.ownerOf(id) !== user) fail('I13', `${frame.type} of ${id} was sent to ${user} at ${link.site}`);
      }
    },
  };
};
