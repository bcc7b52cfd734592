import { createSessions, type Sessions, type SessionStore, type StoredSession } from '../../src/server/auth/index.ts';
import type { Environment } from '../../src/server/index.ts';

/** Sessions that no crash takes: what the disk may lose is not what these worlds are about. */
export function createSessionMemory(): SessionStore {
  const sessions = new Map<string, StoredSession>();
  const all = () => [...sessions.values()];
  return {
    add: async (session) => void sessions.set(session.id, session),
    find: async (tokenHash) => all().find(({ token_hash }) => token_hash === tokenHash),
    ofUser: async (userId, now) => all().filter(({ user_id, expires_at }) => user_id === userId && expires_at > now),
    async renew(id, times) {
      const session = sessions.get(id);
      if (session) sessions.set(id, { ...session, ...times });
    },
    remove: async (ids) => ids.forEach((id) => sessions.delete(id)),
    removeExpired: async (now) => all().forEach(({ id, expires_at }) => expires_at <= now && sessions.delete(id)),
    existing: async (ids) => new Set(ids.filter((id) => sessions.has(id))),
  };
}

/** The sessions of a world, with tokens that are the same each time that it is played. */
export function sessionsIn(store: SessionStore, environment: Environment): Sessions {
  return createSessions({
    store,
    secret: 'a secret of the simulated world',
    lifetimeMs: 30 * 24 * 60 * 60_000,
    isEncrypted: () => false,
    environment,
    newToken: () => environment.id().replaceAll('-', '').padEnd(43, '0'),
  });
}
