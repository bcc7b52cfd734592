import { expect } from '@playwright/test';
import { completionChunk, lastChunk, startLoopbackModel } from '../support/loopback-model.ts';
import { startBuiltServer } from './built-server.ts';
import { answers, ask, test } from './quiet-page.ts';

const reasoning = 'Die größte Zahl, 日本語, 👩‍🚀 and a "quote": let me see.';
const content = 'Three 🙂 is the answer, c’est tout, and data: [DONE] is only text.';

/** A character at a time, so that what follows below is cut in every place a stream can be. */
const chunks = [
  completionChunk({ role: 'assistant', content: '' }),
  ...[...reasoning].map((character) => completionChunk({ reasoning: character })),
  ...[...content].map((character) => completionChunk({ content: character })),
  lastChunk('stop'),
];

test('a provider’s stream, cut at every seventh byte, is shown letter for letter, and asked for once', async ({ page }) => {
  const provider = await startLoopbackModel({ chunks, cutAt: Array.from({ length: 6_000 }, (_, place) => place * 7) });
  const server = await startBuiltServer({ GROQ_BASE_URL: provider.url });
  await page.goto(server.url);
  await ask(page, 'Which is the largest?');
  await expect(answers(page)).toHaveAttribute('data-state', 'complete', { timeout: 20_000 });
  await page.getByRole('button', { name: /^Thought for/ }).click();
  expect(await answers(page).locator('.chat-markdown').allTextContents()).toEqual([reasoning, content]);
  expect(provider.requests).toHaveLength(1);
  expect(provider.requests[0]?.body).toMatchObject({ stream: true, messages: [{ role: 'user', content: 'Which is the largest?' }] });
  await server.stop();
  await provider.close();
});
