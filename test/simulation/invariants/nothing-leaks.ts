import type { CreateInvariant } from '../invariant.ts';
import type { Link } from '../link.ts';

/** Nothing of a conversation is sent to a socket of someone who may not see it (I13). */
export const nothingLeaks: CreateInvariant = ({ disk }, fail) => {
  const users = new WeakMap<Link, string>();

  return {
    onServerFrame(link, frame) {
      if (frame.type === 'Welcome' || frame.type === 'Authenticated') users.set(link, frame.user_id);
      const tellsOfConversation = frame.type !== 'Error' && frame.type !== 'Unsubscribed' && 'conversation_id' in frame;
      if (!tellsOfConversation || frame.conversation_id === undefined) return;
      const user = users.get(link);
      if (disk.ownerOf(frame.conversation_id) !== user)
        fail('I13', `${frame.type} of ${frame.conversation_id} was sent to ${user} at ${link.site}`);
    },
  };
};
