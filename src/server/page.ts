import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressLimits } from './address-limits.ts';
import type { Routes, Who } from './auth/index.ts';
import { clientAddress } from './client-address.ts';
import type { Environment, Stop } from './environment.ts';
import { createTokenBuckets } from './token-bucket.ts';

/** What is shown to browsers. */
export interface PageOptions {
  readonly server: Server;
  readonly page: RequestListener;
  /** What is answered before the page is asked. */
  readonly routes: Routes;
  readonly who: Pick<Who, 'identify'>;
  readonly addresses: Pick<AddressLimits, 'takeNewcomer'>;
  /** Whether a proxy says where requests come from. */
  readonly trustProxy: boolean;
  readonly environment: Pick<Environment, 'now'>;
}

/** Page views of one address that are given a session; those beyond are shown the page, and get theirs with their socket. */
const viewRate = { perSecond: 10, burst: 100 };

/** Lets a page answer the requests of a server. A browser is one user from its first page view on, so it gets its session with that. */
export function openPage({ server, page, routes, who, addresses, trustProxy, environment }: PageOptions): Stop {
  const views = createTokenBuckets(viewRate, environment.now);
  const answer: RequestListener = (request, response) => {
    if (routes(request, response)) return undefined;
    const address = clientAddress(request, { trustProxy });
    if (!isPageView(request) || views.take(address) > 0) return page(request, response);
    who
      .identify(request, 'page', () => addresses.takeNewcomer(address))
      .then((identity) => {
        if (identity.kind !== 'fresh') return;
        response.setHeader('Set-Cookie', identity.cookie);
        // What stands between must not give one browser's session to another.
        response.setHeader('Cache-Control', 'private, no-cache');
      })
      // A page can be shown without knowing to whom; its socket tells what is wrong.
      .catch(() => undefined)
      .finally(() => page(request, response));
    return undefined;
  };
  server.on('request', answer);
  return () => server.off('request', answer);
}

/** A server without a page. */
export const notFound: RequestListener = (_request, response) => {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n');
};

function isPageView({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}
