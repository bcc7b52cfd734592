import type { ServerResponse } from 'node:http';

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** Answers with data. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...always, 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

/** Answers that it is done, and there is nothing to say. */
export function answerNothing(response: ServerResponse): void {
  response.writeHead(204, always).end();
}

/** Sends a browser elsewhere. */
export function answerRedirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { ...always, location, 'content-length': 0 }).end();
}

/** Answers with a page that has no script and loads nothing. */
export function answerPage(response: ServerResponse, status: number, html: string): void {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  response.writeHead(status, { ...always, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(html);
}

/** Resolves when an answer is on its way, or whoever waited for it is gone. */
export function answered(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.closed) resolve();
    else response.once('close', resolve);
  });
}
