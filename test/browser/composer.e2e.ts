import type { Page } from '@playwright/test';
import { startBuiltServer } from './built-server.ts';
import { answers, ask, expect, questions, test } from './quiet-page.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });

test('U16: what is half written is there again after a reload, in each tab its own', async ({ page, context }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  await ask(page, 'Write a list');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await field(page).fill('half a tho');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(answers(other)).toHaveCount(1);
  await expect(field(other)).toHaveValue('');
  await field(other).fill('another one');

  await page.reload();
  await expect(field(page)).toHaveValue('half a tho');
  await other.reload();
  await expect(field(other)).toHaveValue('another one');
  await field(page).press('Enter');
  await expect(questions(page)).toHaveCount(2);
  await page.reload();
  await expect(questions(page)).toHaveCount(2);
  await expect(field(page)).toHaveValue('');
  await server.stop();
});

test('U14: a file goes with its question, and a reload finds it', async ({ page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  const files = [{ name: 'minutes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Minutes\n\nMilk.') }];
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Attach files' }).click()]);
  await chooser.setFiles(files);
  await expect(page.getByRole('button', { name: 'Remove minutes.md' })).toBeVisible();
  await expect(field(page)).toBeFocused();
  await ask(page, 'What was agreed?');
  await expect(answers(page)).toContainText(['I was given 1 file with your question']);
  await page.reload();
  const link = questions(page).getByRole('link', { name: 'Download minutes.md' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('minutes.md');
  await server.stop();
});

test('U13: what is sent while an answer comes waits above the field; one of them is sent now', async ({ page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  await ask(page, 'Write a long answer');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  for (const question of ['A list, please', 'A table, please', 'Some code, please']) await ask(page, question);
  const waiting = page.getByRole('list', { name: 'Sent after this answer' }).getByRole('listitem');
  await expect(waiting).toHaveText([/list/, /table/, /code/]);
  await waiting.nth(2).getByRole('button', { name: 'Send now' }).click();
  await expect(answers(page).first()).toHaveAttribute('data-state', 'stopped');
  await expect(field(page)).toBeFocused();
  await expect(questions(page)).toHaveCount(4);
  await expect(questions(page)).toContainText(['long', 'code', 'list', 'table']);
  await server.stop();
});
