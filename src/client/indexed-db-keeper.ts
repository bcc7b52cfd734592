import { openDB, type DBSchema } from 'idb';
import { joinBrowserTabs } from './browser-tabs.ts';
import { nobody, type KeptMessage, type OutboxKeeper } from './outbox-keeper.ts';

/** `owner` is the address and the user. */
type Row = KeptMessage & { owner: string };

interface Tables extends DBSchema {
  messages: { key: number; value: Row; indexes: { owner: string } };
  /** The last user, by address. */
  users: { key: string; value: string };
}

/** Keeps messages in IndexedDB, for all tabs of the browser. */
export async function openIndexedDbKeeper(address: string): Promise<OutboxKeeper> {
  const database = await openDB<Tables>('react-chat-socket', 1, {
    upgrade(created) {
      created.createObjectStore('messages', { keyPath: 'seq', autoIncrement: true }).createIndex('owner', 'owner');
      created.createObjectStore('users');
    },
  });
  const ownerOf = (userId: string) => `${address} ${userId}`;
  const placeOf = (rows: readonly Row[], id: string) =>
    rows.find(({ frame, owner }) => frame.id === id && owner.startsWith(`${address} `))?.seq;
  return {
    lastUser: () => database.get('users', address),
    async rememberUser(userId) {
      await database.put('users', userId, address);
    },
    // Within one value of an index, rows come in the order of their key.
    load: (userId) => database.getAllFromIndex('messages', 'owner', ownerOf(userId)),
    async keep(message) {
      const step = database.transaction(['messages', 'users'], 'readwrite');
      const store = step.objectStore('messages');
      const { seq, userId = (await step.objectStore('users').get(address)) ?? nobody } = message;
      const isMoved = seq !== undefined && !(await store.get(seq));
      const place = isMoved ? placeOf(await store.getAll(), message.frame.id) : seq;
      if (isMoved && place === undefined) return undefined;
      const kept = store.put({ ...message, ...(place === undefined ? {} : { seq: place }), userId, owner: ownerOf(userId) });
      await Promise.all([kept, step.done]);
      return kept;
    },
    async move(seq, id, to) {
      const { store, done } = database.transaction('messages', 'readwrite');
      const kept = await store.get(seq);
      const steps = kept?.frame.id === id ? [store.add({ ...kept, seq: to }), store.delete(seq)] : [];
      await Promise.all([...steps, done]);
    },
    async discard(seq, id) {
      const { store, done } = database.transaction('messages', 'readwrite');
      const kept = await store.get(seq);
      const place = placeOf(kept ? [kept] : [], id) ?? placeOf(await store.getAll(), id);
      if (place !== undefined) await store.delete(place);
      await done;
    },
    join: (userId, on) => joinBrowserTabs(`react-chat-socket ${ownerOf(userId)}`, on),
  };
}
