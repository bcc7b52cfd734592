import { describe, expect, it } from 'vitest';
import { startServer } from '../../support/server-fixture.ts';
import { connected } from '../../support/raw-client.ts';
import { ask, answerWith, openChat } from '../chat-fixture.ts';

const token = 'a-token-for-metrics-that-is-long-enough';

describe('/healthz and /readyz', () => {
  it('say that the server is alive and ready', async () => {
    const { url } = await startServer();

    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('tell apart a server that drains', async () => {
    const { url, client, model, isReady, close } = await openChat({ drainMs: 60_000 });
    await ask(client, 'Hi');
    const answer = await model.next();
    const closing = close();
    await client.next('Draining');

    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect(await isReady()).toBe(false);
    answer.finish();
    await closing;
  });
});

describe('/metrics', () => {
  async function read(url: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/metrics`, { headers });
    return { status: response.status, text: await response.text() };
  }

  it('is for this machine alone, and not for what comes through a proxy of it', async () => {
    const { url } = await startServer();

    expect((await read(url)).status).toBe(200);
    expect((await read(url, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(403);
  });

  it('is for those who know the token, where there is one', async () => {
    const { url } = await startServer({ metricsToken: token });

    expect((await read(url)).status).toBe(403);
    expect((await read(url, { authorization: 'Bearer another' })).status).toBe(403);
    expect((await read(url, { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('counts sockets, answers, catch-ups and errors, and tells nothing of what was said', async () => {
    const { url, client, model } = await openChat();
    const { conversation_id } = await ask(client, 'a secret question');
    const answer = await model.next();
    answer.reason('Hm.');
    await client.next('Update');
    await answerWith(answer, client, 'a secret answer');
    client.send({ type: 'Subscribe', scope: 'chat', conversation_id });
    await client.next('Subscribed', ({ conversation_id: id }) => id === conversation_id);
    client.sendRaw('{');
    await client.next('Error');
    await connected(url);

    const { text } = await read(url);
    const value = (series: string) => text.split('\n').find((line) => line.startsWith(`${series} `));

    expect(value('chat_sockets')).toBe('chat_sockets 2');
    expect(value('chat_answers_total{status="complete"}')).toMatch(/ 1$/);
    expect(value('chat_answers_unfinished')).toMatch(/ 0$/);
    expect(value('chat_first_reasoning_seconds_count')).toMatch(/ 1$/);
    expect(value('chat_first_content_seconds_count')).toMatch(/ 1$/);
    expect(value('chat_errors_total{layer="transport",code="bad_json"}')).toMatch(/ 1$/);
    expect(text).toContain('chat_catch_ups_total{by="snapshot"} ');
    expect(value('chat_commit_seconds_count')).toMatch(/ [1-9]\d*$/);
    expect(text).not.toMatch(/secret/);
    expect(text).not.toContain(conversation_id);
  });
});
