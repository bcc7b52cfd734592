import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on a free port of this machine. */
export interface LoopbackServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves what the listener answers. `host` is what browsers know it by: their cookies are kept by that, and not by the port. */
export async function startLoopbackServer(listener: RequestListener, host = '127.0.0.1'): Promise<LoopbackServer> {
  const server = createServer(listener);
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://${host}:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
