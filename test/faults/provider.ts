import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { completionChunk, eventStream, lastChunk } from '../support/loopback-model.ts';
import { inTime } from './in-time.ts';
import { answerTo, type AnswerPiece } from './seeded-answer.ts';

/** A model provider on loopback that gives each question its own answer. */
export interface Provider {
  /** What `GROQ_BASE_URL` is to be. */
  readonly url: string;
  /** The questions that it was asked, in order. */
  readonly asked: readonly string[];
  /** Resolves once it has been asked that. */
  untilAsked(question: string): Promise<void>;
  close(): Promise<void>;
}

/** How a provider answers. */
export interface ProviderOptions {
  /** Milliseconds between two pieces. @default 4 */
  readonly pauseMs?: number;
  /** @default the seeded answer to the question */
  readonly answer?: (question: string) => Iterable<AnswerPiece>;
}

/** Starts a provider on a free port. */
export async function startProvider({
  pauseMs = 4,
  answer = (question) => answerTo(question).pieces,
}: ProviderOptions = {}): Promise<Provider> {
  const asked: string[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => void reply(request, response));

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const question = lastQuestion(await text(request));
    asked.push(question);
    for (const look of waiting) look();
    await stream(response, answer(question), pauseMs);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a string only for pipes

  return {
    url: `http://127.0.0.1:${port}/openai/v1`,
    asked,
    untilAsked(question) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => asked.includes(question) && resolve();
      waiting.add(look);
      look();
      return promise.finally(() => waiting.delete(look));
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await inTime(() => 'the end of the provider', closed);
    },
  };
}

async function stream(response: ServerResponse, pieces: Iterable<AnswerPiece>, pauseMs: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const piece of pieces) {
    if (response.destroyed) return;
    const hasRoom = response.write(eventStream([completionChunk({ [piece.kind]: piece.text })], 'end'));
    if (!hasRoom) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    if (pauseMs > 0) await pause(pauseMs);
  }
  response.end(eventStream([lastChunk('stop')]));
}

function lastQuestion(body: string): string {
  const { messages }: { messages: { content: unknown }[] } = JSON.parse(body);
  const content = messages.at(-1)?.content;
  if (typeof content === 'string') return content;
  return (content as { text: string }[]).map((part) => part.text).join(''); // the other form that the API knows
}
