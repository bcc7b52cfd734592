/** A request, as far as it says where it comes from and where it thinks it goes. */
export interface RequestOrigin {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  /** Whether it came over https, as far as is known: a proxy that is not trusted may have seen to that. */
  readonly isEncrypted: boolean;
}

/** Which pages may open a socket. */
export interface OriginPolicy {
  /** Exact origins, besides the server's own. */
  readonly allowed: ReadonlySet<string>;
  /** Whether the server can be reached from this machine alone. */
  readonly isLoopback: boolean;
}

/**
 * Whether a page of that origin may talk to the server. A request without an origin is no browser's, and judged by its credentials alone. A
 * server on loopback trusts the pages of this machine, and takes no other name for itself: that is how a foreign page would get at it
 * by DNS rebinding. What came encrypted is not for the page of the same host that anybody on the way can have written.
 */
export function isOriginAllowed({ origin, host, isEncrypted }: RequestOrigin, { allowed, isLoopback }: OriginPolicy): boolean {
  if (origin === undefined || allowed.has(origin)) return true;
  const page = parseHost(origin);
  const server = parseHost(`${isEncrypted ? 'https' : 'http'}://${host}`);
  if (!page || !server) return false;
  if (isLoopback) return isLoopbackHost(server.hostname) && isLoopbackHost(page.hostname);
  return page.host === server.host && (!isEncrypted || page.protocol === 'https:');
}

/** Whether a host name or address means this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

function parseHost(url: string): Pick<URL, 'protocol' | 'host' | 'hostname'> | undefined {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'http:' || parsed?.protocol === 'https:' ? parsed : undefined;
}
