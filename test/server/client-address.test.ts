import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../src/server/client-address.ts';

const from = (remoteAddress: string | undefined, forwarded?: string) => ({
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  socket: { remoteAddress },
});

describe('the address of a client', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, ''],
  ])('of a socket from %s is %s', (remote, expected) => {
    expect(clientAddress(from(remote), { trustProxy: false })).toBe(expected);
  });

  it('is what a proxy says that is trusted, and not what its client says', () => {
    const request = from('127.0.0.1', '198.51.100.7, 192.0.2.1');

    expect(clientAddress(request, { trustProxy: true })).toBe('192.0.2.1');
    expect(clientAddress(request, { trustProxy: false })).toBe('127.0.0.1');
    expect(clientAddress(from('192.0.2.9'), { trustProxy: true })).toBe('192.0.2.9');
  });

  it.each([
    ['192.0.2.1:50123', '192.0.2.1'],
    ['[2001:db8:1:2::1]:50123', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
  ])('is the same for each of its connections, where a proxy says %s', (forwarded, expected) => {
    expect(clientAddress(from('127.0.0.1', forwarded), { trustProxy: true })).toBe(expected);
  });
});
