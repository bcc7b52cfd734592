import type { IncomingMessage, Server } from 'node:http';
import { isLoopbackHost, isOriginAllowed } from './origin-policy.ts';

/** Whether a request comes from a page that may talk to this server, or from no page at all. */
export type OriginCheck = (request: IncomingMessage) => boolean;

/** The check of a server, which is asked where it listens when a request is there. */
export function createOriginCheck(server: Server, origins: readonly string[]): OriginCheck {
  const allowed: ReadonlySet<string> = new Set(origins);
  return ({ headers: { origin, host } }) => isOriginAllowed({ origin, host }, { allowed, isLoopback: isLoopbackServer(server) });
}

function isLoopbackServer(server: Server): boolean {
  const address = server.address();
  return typeof address === 'object' && address !== null && isLoopbackHost(address.address);
}
