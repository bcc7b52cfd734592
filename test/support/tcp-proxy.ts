import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way through loopback that can be cut. It is gone after the test. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks what is connected, and takes nobody. */
  cut(): void;
  /** Carries nothing more, and tells nobody. */
  hush(): void;
  /** Is as at first, for those who come. */
  mend(): void;
  /** Resolves when what was sent with these bytes in it has been answered; the answer is lost, and the way is cut. */
  cutInAnswerTo(text: string): Promise<void>;
}

/** A proxy in front of a port of this machine. */
export async function startTcpProxy(targetPort: number, targetHost = '127.0.0.1'): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  let fatal: { readonly text: string; readonly done: () => void } | undefined;
  const server = createServer((client) => {
    if (state === 'cut') return client.destroy();
    const target = connect(targetPort, targetHost);
    let isDoomed = false;
    client.on('data', (bytes) => {
      if (fatal && bytes.includes(fatal.text)) isDoomed = true;
      if (state !== 'silent') target.write(bytes);
    });
    target.on('data', (bytes) => {
      if (isDoomed) proxy.cut();
      if (isDoomed) fatal?.done();
      else if (state !== 'silent') client.write(bytes);
    });
    for (const [one, other] of [[client, target] as const, [target, client] as const]) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        if (state !== 'silent') other.destroy();
      });
    }
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();

  const proxy: TcpProxy = {
    port: typeof address === 'object' && address ? address.port : 0,
    cut() {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    hush() {
      state = 'silent';
    },
    mend() {
      state = 'open';
      fatal = undefined;
    },
    cutInAnswerTo(text) {
      return new Promise((done) => {
        fatal = { text, done };
      });
    },
  };
  onTestFinished(() => {
    proxy.cut();
    server.close();
  });
  return proxy;
}
