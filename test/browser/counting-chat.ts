import type { Page } from '@playwright/test';
import { startProvider, type Provider } from '../faults/provider.ts';
import { startBuiltServer, type BuiltServer } from './built-server.ts';
import { answers, expect, test as quietTest } from './quiet-page.ts';

/**
 * The built server with a model that counts, a hundred numbers a second, as far as it is asked to: "Count to 300". A number that is
 * lost, doubled or out of its place shows.
 */
export const test = quietTest.extend<object, { model: Provider; server: BuiltServer }>({
  model: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are asked for from this pattern
    async ({}, use) => {
      const model = await startProvider({ pauseMs: 10, answer: count });
      await use(model);
      await model.close();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ model }, use) => {
      const server = await startBuiltServer({ GROQ_BASE_URL: model.url });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

function count(question: string) {
  const last = Number(/count to (\d+)/i.exec(question)?.[1] ?? 1);
  return Array.from({ length: last }, (_, place) => ({ kind: 'content' as const, text: `${place === 0 ? '' : ' '}${place + 1}` }));
}

/** What is to be read once the model has counted so far. */
export function countedTo(last: number): string {
  return count(`count to ${last}`)
    .map(({ text }) => text)
    .join('');
}

/** The text of the last answer, in full. */
const lastAnswer = (page: Page) => answers(page).last().locator('.chat-markdown');

/** The model is in the middle of its answer. */
export async function expectCounting(page: Page): Promise<void> {
  await expect(lastAnswer(page)).toContainText(' 40 ');
  await expect(answers(page).last()).toHaveAttribute('data-state', 'streaming');
}

/** The last answer has ended in good order, with every number in its place. */
export async function expectCountedTo(page: Page, last: number): Promise<void> {
  await expect(answers(page).last()).toHaveAttribute('data-state', 'complete');
  await expect(lastAnswer(page)).toHaveText(countedTo(last));
}

/** The last answer was stopped somewhere, with every number before that in its place; returns the last one. */
export async function expectStoppedCount(page: Page): Promise<number> {
  await expect(answers(page).last()).toHaveAttribute('data-state', /stopped|interrupted/);
  const text = await lastAnswer(page).innerText();
  const last = Number(text.split(' ').at(-1));
  expect(text).toBe(countedTo(last));
  return last;
}
