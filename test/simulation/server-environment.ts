import type { Environment } from '../../src/server/index.ts';
import type { Host } from './host.ts';

/** What a server process has of its host; `start` tells the processes of one world apart. */
export function serverEnvironment(host: Host, start: number): Environment {
  let ids = 0;
  return {
    now: host.now,
    after: host.after,
    every(intervalMs, callback) {
      let stop = host.after(intervalMs, again);
      function again() {
        stop = host.after(intervalMs, again);
        callback();
      }
      return () => stop();
    },
    soon: (callback) => void host.after(0, callback),
    id() {
      ids += 1;
      return `5e00${start.toString(16).padStart(4, '0')}-0000-4000-8000-${ids.toString(16).padStart(12, '0')}`;
    },
  };
}
