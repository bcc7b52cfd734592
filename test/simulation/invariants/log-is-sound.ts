import type { CreateInvariant } from '../invariant.ts';

/** The log: dense and unique places, each message once, one end to each run and nothing of the run behind it (I1, I3, I7). */
export const logIsSound: CreateInvariant = (_world, fail) => {
  const heads = new Map<string, number>();
  const added = new Set<string>();
  const unfinished = new Set<string>();

  return {
    onStored(event) {
      const head = heads.get(event.conversation_id) ?? 0;
      if (event.sync_id !== head + 1) fail('I1', `event ${event.sync_id} of ${event.conversation_id} was stored behind ${head}`);
      heads.set(event.conversation_id, event.sync_id);
      if (event.type === 'Unknown') return;
      if (event.type === 'MessageAdded') {
        const { id, status } = event.message;
        if (added.has(id)) fail('I3', `message ${id} was stored twice`);
        added.add(id);
        if (status === 'pending') unfinished.add(id);
        return;
      }
      if (!unfinished.has(event.message_id)) fail('I7', `${event.type} ${event.sync_id} was stored behind the end of ${event.message_id}`);
      if (event.type === 'Complete') unfinished.delete(event.message_id);
    },
    atRest() {
      for (const id of unfinished) fail('I7', `the run of ${id} never ended`);
    },
  };
};
