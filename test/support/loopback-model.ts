import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackModelOptions {
  /** Chunks of an OpenAI-style chat completion; each becomes one event. */
  chunks?: readonly unknown[];
  /** Byte positions at which the stream is cut into writes, wherever in an event or a character they fall. @default one write */
  cutAt?: readonly number[];
  /** How the stream ends behind its last byte: by `[DONE]`, in good order without it, by a lost connection, or not at all. @default 'done' */
  ending?: 'done' | 'end' | 'reset' | 'silence';
  /** The number of bytes after which the ending comes early. @default all */
  bytes?: number;
  /** @default 200 */
  status?: number;
  /** Headers of an answer whose status is not 200. */
  headers?: Record<string, string>;
  /** What is answered when the status is not 200. */
  body?: unknown;
  /** Milliseconds between two writes. @default 0 */
  pauseMs?: number;
}

export interface LoopbackRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  /** Resolves when the asking side has closed the connection, or the answer has ended. */
  closed: Promise<void>;
}

export interface LoopbackModel {
  /** What `GROQ_BASE_URL` or `OPENAI_BASE_URL` is to be. */
  url: string;
  /** In the order in which they came. */
  requests: readonly LoopbackRequest[];
  close(): Promise<void>;
}

/** A model provider on loopback that answers each request with the same stream. */
export async function startLoopbackModel(options: LoopbackModelOptions = {}, port = 0): Promise<LoopbackModel> {
  const requests: LoopbackRequest[] = [];

  const server = createServer((request, response) => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    response.on('close', resolve);
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text), closed });
      void answer(response, options);
    });
  });

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // `address` is a string for pipes only.
  const address = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${address.port}/openai/v1`,
    requests,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

async function answer(response: ServerResponse, options: LoopbackModelOptions): Promise<void> {
  const { chunks = [], ending = 'done', status = 200, body = {}, headers = {}, pauseMs = 0 } = options;
  if (status !== 200) {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
    return;
  }

  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  const bytes = eventStream(chunks, ending).subarray(0, options.bytes);
  const cuts = [...new Set([0, ...(options.cutAt ?? []), bytes.length])].filter((cut) => cut <= bytes.length).toSorted((a, b) => a - b);
  for (const [index, end] of cuts.slice(1).entries()) {
    // Each write is a chunk of its own in HTTP, so that the reader sees the cut even where TCP joins the packets.
    await new Promise((resolve) => response.write(bytes.subarray(cuts[index], end), resolve));
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  if (ending === 'done' || ending === 'end') response.end();
  if (ending === 'reset') response.destroy();
}

/** The bytes that `startLoopbackModel` sends for these chunks. */
export function eventStream(chunks: readonly unknown[], ending: LoopbackModelOptions['ending'] = 'done'): Buffer {
  const events = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  return Buffer.from(events.join('') + (ending === 'done' ? 'data: [DONE]\n\n' : ''));
}

/** One chunk of a chat completion. */
export function completionChunk(delta: Record<string, unknown>, rest: Record<string, unknown> = {}): unknown {
  const choice = { index: 0, delta, logprobs: null, finish_reason: null };
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_770_000_000, model: 'loopback-1', choices: [choice], ...rest };
}

/** The chunk that says why the answer is at its end. */
export function lastChunk(finishReason: string, rest: Record<string, unknown> = {}): unknown {
  return completionChunk({}, { choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: finishReason }], ...rest });
}
