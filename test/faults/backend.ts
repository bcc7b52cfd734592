import { startProvider, type Provider, type ProviderOptions } from './provider.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

/** How a backend is set up. */
export interface BackendOptions {
  /** Settings of the server, by their environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  readonly provider?: ProviderOptions;
}

/** A server in a process of its own, and the model provider that it asks. */
export interface Backend {
  readonly server: ServerProcess;
  readonly provider: Provider;
  close(): Promise<void>;
}

/**
 * The limits of a user do not stand in for the faults, a client whose clock runs 20 times as fast has a heartbeat in 200 ms, and people stay
 * who they are when the data is gone.
 */
const settings = {
  HEARTBEAT_MS: '4000',
  FRAMES_PER_SECOND: '100000',
  FRAME_BURST: '100000',
  MESSAGES_PER_SECOND: '1000',
  MESSAGE_BURST: '1000',
  MAX_SOCKETS_PER_USER: '1000',
  SESSION_SECRET: 'a secret that outlives the data folder',
};

/** Starts both. */
export async function startBackend({ env = {}, provider: options }: BackendOptions = {}): Promise<Backend> {
  const provider = await startProvider(options);
  const server = await startServerProcess({ ...settings, GROQ_BASE_URL: provider.url, ...env });
  return {
    server,
    provider,
    async close() {
      await server.close();
      await provider.close();
    },
  };
}
