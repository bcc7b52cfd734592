import { startBuiltServer } from './built-server.ts';
import { answers, ask, expect, test, transcript } from './quiet-page.ts';

test('thinks, folds to how long it thought, answers; stops; and a reload finds everything as it was', async ({ page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  await ask(page, 'Show me a table of three planets');
  await expect(page.getByRole('button', { name: /^Thinking…/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Thought for \d+ s$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Thought for/ })).toHaveAttribute('aria-expanded', 'false');
  await expect(answers(page).getByRole('table')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();

  await ask(page, 'Write a long answer');
  await expect(page.getByRole('button', { name: /^Thought for/ })).toHaveCount(2);
  await expect(answers(page).last()).toContainText(/\w{3}/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(answers(page).last()).toHaveAttribute('data-state', 'stopped');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();

  const before = await transcript(page);
  await page.reload();
  await expect(answers(page)).toHaveCount(2);
  expect(await transcript(page)).toEqual(before);
  await expect(answers(page).last()).toHaveAttribute('data-state', 'stopped');
  await server.stop();
});
