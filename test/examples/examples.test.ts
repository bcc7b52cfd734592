import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { start as startExpress } from '../../examples/express.ts';
import { start as startFastify } from '../../examples/fastify.ts';
import { start as startHono } from '../../examples/hono.ts';
import { connect } from '../support/raw-client.ts';

describe.each([
  ['express', startExpress],
  ['fastify', startFastify],
  ['hono', startHono],
])('the example for %s', (name, start) => {
  async function run() {
    const { url, close } = await start(0);
    onTestFinished(close);
    return url;
  }

  it('chats with a user of the application, and serves its pages beside that', { timeout: 20_000 }, async () => {
    const url = await run();
    const client = connect(url, { headers: { authorization: 'Bearer token-of-ada' } });
    const id = crypto.randomUUID();

    expect(await client.next('Welcome')).toMatchObject({ user_id: 'ada' });
    client.send({ type: 'Message', id, content: 'What is 12 × 7 + 5?' });

    expect(await client.next('Complete')).toMatchObject({ conversation_id: id, status: 'complete' });
    expect(await (await fetch(url)).text()).toBe('An application with a chat.');
  });

  it('refuses everybody else', async () => {
    expect(await connect(await run()).closed).toBe(4401);
  });

  it('is short', async () => {
    const code = await readFile(new URL(`../../examples/${name}.ts`, import.meta.url), 'utf8');

    expect(code.trim().split('\n').length).toBeLessThanOrEqual(40);
  });
});
