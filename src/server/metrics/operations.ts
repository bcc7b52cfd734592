import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Routes } from '../auth/index.ts';
import { isLoopbackHost } from '../origin-policy.ts';

/** What is told to those who operate a server. */
export interface OperationsOptions {
  /** Whether new work is welcome, and the data can be reached. */
  readonly isReady: () => Promise<boolean>;
  readonly metrics: () => string;
  /** Who knows it may read the metrics; without one, only this machine may. */
  readonly metricsToken: string | undefined;
}

/** Answers `/healthz`, `/readyz` and `/metrics`, and says whether a request was for one of them. */
export function createOperations({ isReady, metrics, metricsToken }: OperationsOptions): Routes {
  const answers = new Map<string | undefined, RequestListener>([
    ['/healthz', (_, response) => answer(response, 200, 'alive\n')],
    ['/readyz', async (_, response) => ((await isReady()) ? answer(response, 200, 'ready\n') : answer(response, 503, 'not ready\n'))],
    [
      '/metrics',
      (request, response) => {
        if (mayRead(request, metricsToken)) return answer(response, 200, metrics(), 'text/plain; version=0.0.4; charset=utf-8');
        return answer(response, 403, 'Set METRICS_TOKEN, and send it as a bearer token.\n');
      },
    ],
  ]);
  return (request, response) => {
    const own = answers.get(request.url?.split('?', 1)[0]);
    own?.(request, response);
    return own !== undefined;
  };
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}

/**
 * A request that came through a proxy of this machine is not this machine's; nor is one for a foreign name that leads here, for that is a page in a
 * browser of this machine.
 */
function mayRead({ headers, socket }: IncomingMessage, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    return timingSafeEqual(hash(given), hash(token));
  }
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  const host = URL.parse(`http://${headers.host}`)?.hostname ?? '';
  return !isForwarded && isLoopbackHost(host) && isLoopbackHost(withoutPrefix(socket.remoteAddress ?? ''));
}

/** An IPv4 address as a server on IPv6 sees it. */
function withoutPrefix(address: string): string {
  return address.replace(/^::ffff:/, '');
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
