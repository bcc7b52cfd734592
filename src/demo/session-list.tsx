import { useCallback, useEffect, useState } from 'react';
import { endSession, fetchSessions, type ListedSession } from './account-api.ts';

const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const dayMs = 24 * 60 * 60_000;

/** Everywhere that the user is signed in, each with a way to end it. */
export function SessionList() {
  const [sessions, setSessions] = useState<readonly ListedSession[]>();
  const [hasFailed, setHasFailed] = useState(false);

  const load = useCallback(() => {
    const show = (found: readonly ListedSession[]) => {
      setSessions(found);
      setHasFailed(false);
    };
    void fetchSessions().then(show, () => setHasFailed(true));
  }, []);

  useEffect(load, [load]);

  const end = ({ id }: ListedSession) => void endSession(id).then(load, () => setHasFailed(true));

  if (hasFailed) {
    return (
      <p role="alert" className="account-trouble">
        Where you are signed in could not be loaded.
        <button type="button" className="account-end" onClick={load}>
          Retry
        </button>
      </p>
    );
  }
  return (
    <section className="account-sessions" aria-label="Where you are signed in">
      <ul>
        {sessions?.map((session) => (
          <li key={session.id}>
            <span className="account-words">
              {session.device ?? 'Unknown device'}
              <small>{session.is_current ? 'This browser' : `Active ${daysAgo(session.renewed_at)}`}</small>
            </span>
            {!session.is_current && (
              <button
                type="button"
                className="account-end"
                aria-label={`Sign out on ${session.device ?? 'unknown device'}`}
                onClick={() => end(session)}
              >
                Sign out
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** To the day: it is not known more exactly. */
function daysAgo(at: number): string {
  return ago.format(-Math.max(0, Math.floor((Date.now() - at) / dayMs)), 'day');
}
