import type { IncomingMessage } from 'node:http';

/** A request, as far as it says who sends it. */
export type IncomingRequest = Pick<IncomingMessage, 'headers' | 'socket'>;

/** A cookie of one name, for this server alone. */
export interface Cookie {
  read(request: IncomingRequest): string | undefined;
  /** The `Set-Cookie` header that sets it, for so many seconds. */
  set(request: IncomingRequest, value: string, maxAgeS: number): string;
  /** The `Set-Cookie` header that takes it away. */
  clear(request: IncomingRequest): string;
}

/**
 * A cookie that no script can read, and that other sites do not send along. Over https no page of a neighbouring subdomain can set it either:
 * that is what its prefix makes browsers see to.
 */
export function createCookie(name: string, isEncrypted: (request: IncomingRequest) => boolean): Cookie {
  const nameFor = (request: IncomingRequest) => (isEncrypted(request) ? `__Host-${name}` : name);

  function set(request: IncomingRequest, value: string, maxAgeS: number): string {
    const secure = isEncrypted(request) ? '; Secure' : '';
    return `${nameFor(request)}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${secure}`;
  }

  return {
    read(request) {
      const start = `${nameFor(request)}=`;
      const pairs = request.headers.cookie?.split(';').map((pair) => pair.trim()) ?? [];
      return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
    },
    set,
    clear: (request) => set(request, '', 0),
  };
}

/** Whether a request came over https, by its own socket or, where that is a proxy's to say, by `X-Forwarded-Proto`. */
export function encryption({ trustProxy }: { readonly trustProxy: boolean }): (request: IncomingRequest) => boolean {
  // Of several proxies the first says how the browser called.
  const saidBy = ({ headers }: IncomingRequest) =>
    String(headers['x-forwarded-proto'] ?? '')
      .split(',', 1)
      .join()
      .trim();
  // Of a socket some say that it is no page.
  return (request) => 'encrypted' in request.socket || (trustProxy && /^(https|wss)$/.test(saidBy(request)));
}
