const longest = 2000;

/** Where a browser goes back to: a path of this server, or its root for everything that could lead elsewhere. */
export function returnPath(asked: string | null): string {
  if (asked === null || asked.length > longest || !/^\/[\x21-\x7e]*$/.test(asked)) return '/';
  const base = 'http://here.invalid';
  const url = URL.parse(asked, base);
  // A path of dots can come out as `//elsewhere`, so what counts is what comes out.
  if (url?.origin !== base || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
