import { ws, type WebSocketHandler } from 'msw/ws';
import { chooseSubprotocol, closeCodes } from '../protocol/index.ts';
import { createAdmission, type Admission, type MockRefusal } from './admission.ts';
import { createSession, type Session, type Wire } from './mock-connection.ts';
import { errorFrame } from './refusal.ts';
import { maxFrameBytes, takeFrame } from './take-frame.ts';
import { tokenOf, unfollow, type SignedIn, type World } from './world.ts';

interface FrontDoorOptions {
  url: string;
  world: World;
  heartbeatMs: number;
  /** A socket opened, closed or sent. */
  onChange: () => void;
}

/** Where sockets come in: welcomed, read and forgotten, or turned away. */
export interface FrontDoor {
  readonly handler: WebSocketHandler;
  readonly admission: Admission;
}

/** Opens the url to sockets, by msw. */
export function createFrontDoor({ url, world, heartbeatMs, onChange }: FrontDoorOptions): FrontDoor {
  const admission = createAdmission();

  function welcome(wire: Wire, protocol: string | undefined): Session {
    const { signedIn } = world;
    const { now, uuid } = world.environment;
    const userId = signedIn?.userId ?? uuid();
    const session = createSession(wire, { id: uuid(), userId, cameWithCredentials: signedIn !== undefined, protocol });
    world.sessions.add(session);
    world.sessionCount += 1;
    session.send({
      type: 'Welcome',
      connection_id: session.id,
      protocol: 1,
      user_id: session.userId,
      ...(signedIn ? before(signedIn) : { token: tokenOf(world, userId) }),
      now: now(),
      heartbeat_ms: heartbeatMs,
      max_frame_bytes: maxFrameBytes,
    });
    onChange();
    return session;
  }

  function read(session: Session, data: unknown): void {
    if (session.isDeaf) return;
    takeFrame(world, session, data);
    onChange();
  }

  function forget(session: Session): void {
    for (const log of session.follows) unfollow(session, log);
    world.lists.unfollow(session);
    world.sessions.delete(session);
    onChange();
  }

  const handler = ws.link(url).addEventListener('connection', ({ client, info }) => {
    const offered = [info.protocols ?? []].flat();
    const fate = admission.next(offered);
    if (fate === 'unreachable') {
      client.close(1006);
      return;
    }
    // A socket that is closed while it connects never opens, and is never counted.
    client.addEventListener('open', () => {
      if (fate !== 'welcome') {
        turnAway(client, fate);
        return;
      }
      const session = welcome(client, chooseSubprotocol(offered));
      client.addEventListener('message', ({ data }) => read(session, data));
      client.addEventListener('close', () => forget(session));
    });
  });

  return { handler, admission };
}

/** Who somebody was before they signed in (R3.14). */
function before({ previousUserId }: SignedIn): { previous_user_id?: string } {
  return previousUserId === undefined ? {} : { previous_user_id: previousUserId };
}

function turnAway(wire: Wire, { closeCode = closeCodes.tooMany, code = 'rate_limited', retryAfterMs }: MockRefusal): void {
  const session = createSession(wire, { id: '', userId: '', cameWithCredentials: false, protocol: undefined });
  session.send(errorFrame(code, 'This connection is refused.', retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }));
  session.close(closeCode);
}
