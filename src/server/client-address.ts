import type { IncomingMessage } from 'node:http';

/** A request, as far as it says where it comes from. */
export type RequestFrom = Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } };

/**
 * Where a request comes from, for limits: of IPv6 the network of 64 bits, for one machine has all of that. Behind a proxy that is trusted it is the
 * address that this one saw, which stands last; those before it are hearsay.
 */
export function clientAddress({ headers, socket }: RequestFrom, { trustProxy }: { readonly trustProxy: boolean }): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  // Some proxies add the port, which is another one for each connection.
  const withoutPort = forwarded?.replace(/^\[([^\]]*)\].*$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  const address = (trustProxy && withoutPort ? withoutPort : socket.remoteAddress) ?? '';
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return plain.includes(':') ? networkOf(plain) : plain;
}

function networkOf(address: string): string {
  const [front = '', back] = address.toLowerCase().split('::');
  const before = front === '' ? [] : front.split(':');
  const after = back ? back.split(':') : [];
  const zeros = back === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
