import { once } from 'node:events';
import type { Server } from 'node:http';
import { StartError } from './start-error.ts';

/**
 * Makes a server listen, and resolves once it accepts.
 * @throws StartError when it cannot have the port.
 */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new StartError(`Cannot listen on port ${port} of ${host}: ${reasonOf(error)}.`);
  }
}

/** The address of a listening server as people type it. */
export function urlOf(server: Server): { url: string; port: number } {
  const address = server.address();
  if (address === null || typeof address === 'string') return { url: address ?? '', port: 0 };
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${host}:${address.port}`, port: address.port };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'it is taken. Choose another port with --port';
  if (code === 'EACCES') return 'it needs more rights. Choose another port with --port';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address. Choose another with --host';
  return error instanceof Error ? error.message : 'unknown reason';
}
