import type { CreateInvariant } from '../invariant.ts';
import type { Link } from '../link.ts';

const mostBytes = 512 * 1024;

/** A reader that takes nothing costs the server at most 512 KiB, or its largest frame, before it is left alone (I11). */
export const memoryIsBounded: CreateInvariant = (_world, fail) => {
  const largest = new WeakMap<Link, number>();

  return {
    onServerFrame(link, _frame, bytes) {
      const limit = Math.max(mostBytes, largest.get(link) ?? 0);
      largest.set(link, Math.max(limit, bytes));
      const bufferedBytes = link.server.bufferedBytes();
      if (bufferedBytes > limit) fail('I11', `${bufferedBytes} bytes wait for ${link.site}, and one more frame was put behind them`);
    },
  };
};
