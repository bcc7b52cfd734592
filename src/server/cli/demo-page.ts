import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { httpOptions } from '../create-chat-server.ts';
import type { ChatServerOptions } from '../options.ts';

/** The page that comes with the server. */
export interface DemoPage {
  /** How a server shows it. */
  readonly options: Pick<ChatServerOptions, 'server' | 'page'>;
  close(): Promise<void>;
}

/** The package, seen from its source and from what is built of it alike. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The page as it is being edited, on the same port as the server. */
export async function openDevPage(): Promise<DemoPage> {
  const { createServer: createVite } = await import('vite');
  const server = createServer(httpOptions);
  const vite = await createVite({
    configFile: join(root, 'vite.config.ts'),
    server: { middlewareMode: true, ws: { server } },
    clearScreen: false,
    logLevel: 'warn',
  });
  return { options: { server, page: vite.middlewares }, close: () => vite.close() };
}

/** The page as it was built. Undefined if it was not. */
export async function openBuiltPage(): Promise<DemoPage | undefined> {
  const folder = join(root, 'dist/demo');
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  const { default: sirv } = await import('sirv');
  return { options: { page: sirv(folder, { etag: true, single: true }) }, close: async () => undefined };
}

/** What is shown where there is no page. */
export const missingPage: RequestListener = (_request, response) => {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('The page is not built: npm run build makes it.\n');
};
