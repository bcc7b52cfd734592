import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createChatServer } from '../../src/server/index.ts';
import { createManualModel } from '../support/manual-model.ts';
import { connected } from '../support/raw-client.ts';
import { startServer, temporaryFolder } from '../support/server-fixture.ts';
import { ask, openChat, tokenOf } from './chat-fixture.ts';

describe('close', () => {
  it('R3.8: tells every socket, and closes it with 1012', async () => {
    const { url, close } = await startServer();
    const clients = await Promise.all([connected(url), connected(url)]);

    await close();

    for (const client of clients) {
      expect(await client.next('Draining')).toMatchObject({ spread_ms: expect.any(Number) });
      expect(await client.closed).toBe(1012);
    }
  });

  it('R3.8: lets an answer end within its limit, and takes no new message meanwhile', async () => {
    const { client, model, close } = await openChat({ drainMs: 60_000 });
    const { conversation_id } = await ask(client, 'Hi');
    const answer = await model.next();
    const closing = close();
    await client.next('Draining');

    client.send({ type: 'Message', id: crypto.randomUUID(), conversation_id, content: 'More' });
    expect(await client.next('Error')).toMatchObject({ code: 'unavailable', retryable: true });
    answer.write('in time');
    answer.finish();
    expect(await client.next('Complete')).toMatchObject({ status: 'complete' });

    await closing;
  });

  it('R3.8: closes each socket as soon as nothing that it follows is unfinished', async () => {
    const { client, model, url, close } = await openChat({ drainMs: 60_000 });
    const idle = await connected(url);
    await ask(client, 'Hi');
    const answer = await model.next();
    const closing = close();

    expect(await idle.closed).toBe(1012);
    answer.write('still here');
    answer.finish();
    expect(await client.next('Complete')).toMatchObject({ status: 'complete' });
    expect(await client.closed).toBe(1012);
    await closing;
  });

  it('R3.8: stops an answer that somebody no longer wants meanwhile', async () => {
    const { client, model, close } = await openChat({ drainMs: 60_000 });
    const { id, conversation_id } = await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('enough');
    await client.next('Update');
    const closing = close();
    await client.next('Draining');

    client.send({ type: 'Cancel', conversation_id, message_id: id });
    expect(await client.next('Complete')).toMatchObject({ status: 'stopped' });
    expect(await client.closed).toBe(1012);
    await closing;
  });

  it('lets no socket in meanwhile', async () => {
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { client, model, url, close } = await openChat({ server: http, drainMs: 60_000 });
    await ask(client, 'Hi');
    const answer = await model.next();
    const closing = close();
    await client.next('Draining');

    await expect(connected(url)).rejects.toThrow(/closed with 1006/);
    answer.finish();
    await closing;
    await new Promise((resolve) => http.close(resolve));
  });

  it('interrupts an answer that takes longer, with its text', async () => {
    const { client, model, close } = await openChat({ drainMs: 0, flushIntervalMs: 60_000 });
    await ask(client, 'Hi');
    const answer = await model.next();
    answer.write('first');
    await client.next('Update');
    answer.write(' and gathered');
    await model.settled();

    await close();

    expect(await client.next('Update')).toMatchObject({ delta: { content: ' and gathered' } });
    expect(await client.next('Complete')).toMatchObject({ status: 'interrupted' });
    expect(answer.request.signal.aborted).toBe(true);
  });

  it('R5.10: leaves what was pending to the next start', async () => {
    const data = temporaryFolder();
    const { client, model, close } = await openChat({ data });
    const { conversation_id } = await ask(client, 'One?');
    await model.next();
    await ask(client, 'Two?', { conversation_id });
    await close();

    const next = createManualModel();
    const { url } = await startServer({ data, model: next });
    await connected(url, { headers: { authorization: `Bearer ${tokenOf(client)}` } });

    expect((await next.next()).request.messages.at(-1)?.content).toBe('Two?');
  });

  it('can be called again, and frees the port and the folder', async () => {
    const data = temporaryFolder();
    const { close, port } = await startServer({ data });

    await Promise.all([close(), close()]);

    await expect(startServer({ data, port })).resolves.toMatchObject({ port });
  });

  it('leaves a server that it was given, and its other requests, alone', async () => {
    const http = createServer((_, response) => response.end('mine'));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const chat = await createChatServer({ server: http, data: ':memory:' });
    await connected(chat.url);

    await chat.close();

    expect(await (await fetch(chat.url)).text()).toBe('mine');
    await new Promise((resolve) => http.close(resolve));
  });
});

describe('createChatServer', () => {
  it('R1.3: refuses a folder that another server has, and says which process that is', async () => {
    const data = temporaryFolder();
    await startServer({ data, databaseUrl: undefined });

    await expect(createChatServer({ port: 0, data })).rejects.toThrow(`in use by process ${process.pid}`);
  });

  it('refuses a port that is taken, and leaves its folder free', async () => {
    const data = temporaryFolder();
    const { port } = await startServer();

    await expect(createChatServer({ port, data })).rejects.toThrow(`Cannot listen on port ${port} of 127.0.0.1: it is taken.`);

    await startServer({ data });
  });
});
