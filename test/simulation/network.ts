import type { ClientSocket } from '../../src/client/index.ts';
import type { Clock, Stop } from './clock.ts';
import type { Host } from './host.ts';
import { createLink, type Direction, type Heard, type Link, type SimulatedServerSocket, type WireTap } from './link.ts';

/** Where sockets come from: a page, or whatever else talks to the server. */
export interface Site {
  readonly name: string;
  readonly host: Host;
  /** What the browser sends along when a socket is opened. */
  readonly cookie: string | undefined;
}

/** How the network answers who wants to connect. */
export type Door = 'open' | 'refusing' | 'silent';

/** The way from one site to the server, with everything that can go wrong on it. */
export interface Line {
  connect(): ClientSocket;
  /** The sockets that were opened on it, the last one last. */
  readonly links: readonly Link[];
  setDoor(door: Door): void;
  cut(code: number, heard: Heard): void;
  swallow(direction: Direction): void;
  hold(direction: Direction): void;
  release(): void;
  echo(): void;
}

/** Takes in a socket at the server's end. */
export type Accept = (socket: SimulatedServerSocket, cookie: string | undefined) => void;

/** Everything between the sites and the server. */
export interface Network {
  line(site: Site): Line;
  /** A server process begins to take in sockets; the returned function ends that. */
  listen(host: Host, accept: Accept): Stop;
  /** All sockets of the server are gone: its machine says so, or is gone as well. */
  cutAll(heard: 'client' | 'nobody'): void;
}

export interface NetworkOptions {
  readonly clock: Clock;
  readonly latencyMs: () => number;
  readonly byteWeight: number;
  readonly protocol: string;
  readonly tap: WireTap;
}

/** How long it takes to find out that nobody listens, in milliseconds. */
const refusalMs = 20;

/** A network without a server. */
export function createNetwork({ clock, latencyMs, byteWeight, protocol, tap }: NetworkOptions): Network {
  const lines = new Set<Line>();
  let listening: { host: Host; accept: Accept } | undefined;

  function line({ name, host, cookie }: Site): Line {
    const links: Link[] = [];
    let door: Door = 'open';

    function connect(): ClientSocket {
      const server = listening;
      const serverHost = server?.host ?? host;
      const link = createLink({ site: name, clock, latencyMs, clientHost: host, serverHost, byteWeight, protocol, tap });
      const answer = door;
      if (answer === 'open' && server) {
        links.push(link);
        clock.after(latencyMs(), () => {
          if (listening !== server) return link.cut(1006, 'client');
          return server.host.reach(() => {
            link.accept();
            server.accept(link.server, cookie);
          });
        });
      } else if (answer !== 'silent') clock.after(refusalMs, () => link.cut(1006, 'client'));
      return link.client;
    }

    const each = (act: (link: Link) => void) => {
      for (const link of links) if (link.isOpen()) act(link);
    };
    const made: Line = {
      connect,
      links,
      setDoor(next) {
        door = next;
      },
      cut: (code, heard) => each((link) => link.cut(code, heard)),
      swallow: (direction) => each((link) => link.swallow(direction)),
      hold: (direction) => each((link) => link.hold(direction)),
      release: () => links.forEach((link) => link.release()),
      echo: () => links.forEach((link) => link.echo()),
    };
    lines.add(made);
    return made;
  }

  return {
    line,
    listen(host, accept) {
      const own = { host, accept };
      listening = own;
      return () => {
        if (listening === own) listening = undefined;
      };
    },
    cutAll(heard) {
      for (const { links } of lines) for (const link of links) link.cut(1006, heard);
    },
  };
}
