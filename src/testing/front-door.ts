import { ws, type WebSocketHandler } from 'msw/ws';
import { chooseSubprotocol, closeCodes } from '../protocol/index.ts';
import { createAdmission, type Admission, type MockRefusal } from './admission.ts';
import { createSession, type Session, type Wire } from './mock-connection.ts';
import { errorFrame } from './refusal.ts';
import { maxFrameBytes, takeFrame } from './take-frame.ts';
import { tokenOf, unfollow, type World } from './world.ts';

interface FrontDoorOptions {
  url: string;
  world: World;
  /** The signed-in user of every socket; undefined: each socket is a new anonymous user. */
  userId: string | undefined;
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
export function createFrontDoor({ url, world, userId, heartbeatMs, onChange }: FrontDoorOptions): FrontDoor {
  const admission = createAdmission();

  function welcome(wire: Wire, protocol: string | undefined): Session {
    const { now, uuid } = world.environment;
    const session = createSession(wire, { id: uuid(), userId: userId ?? uuid(), cameWithCredentials: userId !== undefined, protocol });
    world.sessions.add(session);
    world.sessionCount += 1;
    session.send({
      type: 'Welcome',
      connection_id: session.id,
      protocol: 1,
      user_id: session.userId,
      ...(session.cameWithCredentials ? {} : { token: tokenOf(world, session.userId) }),
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

function turnAway(wire: Wire, { closeCode = closeCodes.tooMany, code = 'rate_limited', retryAfterMs }: MockRefusal): void {
  const session = createSession(wire, { id: '', userId: '', cameWithCredentials: false, protocol: undefined });
  session.send(errorFrame(code, 'This connection is refused.', retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }));
  session.close(closeCode);
}
