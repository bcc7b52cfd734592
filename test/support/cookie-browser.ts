/** What came back, at the end of all redirects or at the first. */
export interface Visit {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** As much of a browser as signing in needs: it keeps cookies, by host, and follows redirects. */
export interface CookieBrowser {
  /** Goes to an address, as a link does, and on from there. `until`: the redirect to an address that begins so is not followed. */
  visit(url: string, until?: string): Promise<Visit>;
  /** Asks from a page. */
  ask(url: string, init?: RequestInit): Promise<Response>;
  /** The cookies that a host is sent. */
  cookies(url: string): string;
  /** Drops the cookies of a host. */
  forget(url: string): void;
  /** Keeps a cookie that somebody else set. */
  setCookie(url: string, cookie: string): void;
}

/** A browser with a jar that is empty. */
export function createCookieBrowser(): CookieBrowser {
  const jar = new Map<string, Map<string, string>>();

  function cookiesOf(url: string): Map<string, string> {
    const { hostname } = new URL(url);
    const known = jar.get(hostname) ?? new Map<string, string>();
    jar.set(hostname, known);
    return known;
  }

  function keep(url: string, cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/;\s*Max-Age=0(;|$)/i.test(cookie) || value === '') cookiesOf(url).delete(name);
    else cookiesOf(url).set(name, value);
  }

  const cookies = (url: string) => [...cookiesOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');

  async function ask(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', cookies(url));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) keep(url, cookie);
    return response;
  }

  return {
    ask,
    cookies,
    setCookie: keep,
    forget: (url) => cookiesOf(url).clear(),
    async visit(url, until) {
      let at = url;
      for (;;) {
        const response = await ask(at, { headers: { accept: 'text/html' } });
        const location = response.headers.get('location');
        const next = location === null ? undefined : new URL(location, at).href;
        if (next === undefined || (until !== undefined && next.startsWith(until))) {
          const { status, headers } = response;
          return { status, headers, url: next ?? at, text: () => response.text(), json: () => response.json() };
        }
        at = next;
      }
    },
  };
}
