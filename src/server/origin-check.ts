import type { IncomingMessage, Server } from 'node:http';
import { encryption } from './auth/index.ts';
import { isLoopbackHost, isOriginAllowed } from './origin-policy.ts';

/** Whether a request comes from a page that may talk to this server, or from no page at all. */
export type OriginCheck = (request: IncomingMessage) => boolean;

/** What a check needs to know besides the request. */
export interface OriginCheckOptions {
  /** Exact origins, besides the server's own. */
  readonly origins: readonly string[];
  /** Whether a proxy says how a request came. */
  readonly trustProxy: boolean;
}

/** The check of a server, which is asked where it listens when a request is there. */
export function createOriginCheck(server: Server, { origins, trustProxy }: OriginCheckOptions): OriginCheck {
  const allowed: ReadonlySet<string> = new Set(origins);
  const isEncrypted = encryption({ trustProxy });
  return (request) => {
    const { origin, host } = request.headers;
    return isOriginAllowed({ origin, host, isEncrypted: isEncrypted(request) }, { allowed, isLoopback: isLoopbackServer(server) });
  };
}

function isLoopbackServer(server: Server): boolean {
  const address = server.address();
  return typeof address === 'object' && address !== null && isLoopbackHost(address.address);
}
