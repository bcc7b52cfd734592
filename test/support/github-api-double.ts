import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request that a double was sent. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, as they came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What a double answers to `GET /path` or `POST /path`: JSON, or whatever the function writes. */
export type Answers = Readonly<Record<string, unknown>>;

/** A stand-in for GitHub on loopback, which knows what the test tells it, and 404 for the rest. It is gone after the test. */
export async function startGitHubApiDouble(answers: Answers): Promise<{ readonly apiUrl: string; readonly seen: readonly SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
      const answer = answers[`${method} ${url.split('?')[0]}`];
      if (typeof answer === 'function') answer(response, url);
      else answerJson(response, answer === undefined ? 404 : 200, answer ?? { message: 'Not Found' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  });
  const { port } = server.address() as AddressInfo; // it is a string for pipes only
  return { apiUrl: `http://127.0.0.1:${port}`, seen };
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
