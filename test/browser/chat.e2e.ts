import { expect, type Page } from '@playwright/test';
import { startBuiltServer, type BuiltServer } from './built-server.ts';
import { answers, ask, questions, test as quietTest } from './quiet-page.ts';

const test = quietTest.extend<object, { server: BuiltServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are asked for from this pattern
    async ({}, use) => {
      const server = await startBuiltServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

/** All that the reader sees of the conversation. */
async function transcript(page: Page): Promise<string[]> {
  return page.getByRole('log').getByRole('article').allInnerTexts();
}

test('thinks, folds to how long it thought, answers; stops; and a reload finds everything as it was', async ({ page, server }) => {
  await page.goto(server.url);
  await ask(page, 'Show me a table of three planets');
  await expect(page.getByRole('button', { name: /^Thinking…/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Thought for \d+ s$/ })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('button', { name: /^Thought for/ })).toHaveAttribute('aria-expanded', 'false');
  await expect(answers(page).getByRole('table')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden({ timeout: 20_000 });

  await ask(page, 'Write a long answer');
  await expect(page.getByRole('button', { name: /^Thought for/ })).toHaveCount(2, { timeout: 15_000 });
  await expect(answers(page).last()).toContainText(/\w{3}/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(answers(page).last()).toHaveAttribute('data-state', 'stopped');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();

  const before = await transcript(page);
  await page.reload();
  await expect(answers(page)).toHaveCount(2);
  expect(await transcript(page)).toEqual(before);
  await expect(answers(page).last()).toHaveAttribute('data-state', 'stopped');
});

test('a reload in mid-answer goes on where it was, and another tab shows the same', async ({ page, context, server }) => {
  await page.goto(server.url);
  await ask(page, 'Write a long answer');
  await expect(page.getByRole('button', { name: /^Thought for/ })).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(answers(page)).toHaveAttribute('data-state', 'streaming');
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Stop' }).click();
  await expect(answers(page)).toHaveAttribute('data-state', 'stopped');
  await expect(answers(other)).toHaveAttribute('data-state', 'stopped');
  expect(await transcript(other)).toEqual(await transcript(page));
});

test('a server killed in mid-answer loses nothing that was shown, and the chat goes on by itself', async ({ page, server }) => {
  await page.goto(server.url);
  await ask(page, 'Write a long answer');
  await expect(page.getByRole('button', { name: /^Thought for/ })).toBeVisible({ timeout: 15_000 });
  await expect(answers(page)).toContainText(/(\w+\W+){20}/);
  const shown = await answers(page).locator('.chat-markdown').innerText();
  await server.restart('SIGKILL');
  await expect(answers(page)).toHaveAttribute('data-state', 'interrupted', { timeout: 40_000 });
  expect(await answers(page).locator('.chat-markdown').innerText()).toContain(shown.slice(0, -20));
  await ask(page, 'Are you there?');
  await expect(answers(page)).toHaveCount(2);
  await expect(answers(page).last()).toHaveAttribute('data-state', 'complete', { timeout: 30_000 });
  await expect(questions(page)).toHaveCount(2);
});

test('what was sent while the network was away is sent when it is back, once', async ({ page, context, server }) => {
  await page.goto(server.url);
  await ask(page, 'Hello');
  await expect(answers(page)).toHaveAttribute('data-state', 'complete', { timeout: 30_000 });
  await context.setOffline(true);
  await ask(page, 'Sent while offline');
  await expect(questions(page)).toHaveCount(2);
  await context.setOffline(false);
  await expect(answers(page)).toHaveCount(2, { timeout: 40_000 });
  await expect(answers(page).last()).toHaveAttribute('data-state', 'complete', { timeout: 30_000 });
  await expect(questions(page)).toHaveCount(2);
});
