import { startBuiltServer } from './built-server.ts';
import { answers, ask, expect, test } from './quiet-page.ts';

test('a list of conversations, live in two tabs: status, rename, delete, undo, and a reload', async ({ context, page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  await expect(page.getByText(/^No chats yet/)).toBeVisible();
  const other = await context.newPage();
  await other.goto(server.url);
  const rows = other.locator('.chat-conversation-link');

  await ask(page, 'Show me a table of three planets');
  await expect(rows).toHaveText(/^Show me a table of three planets, Answering$/);
  await expect(rows).toHaveText(/planets$/);

  await rows.focus();
  await other.keyboard.press('F2');
  await other.keyboard.type('Planets');
  await other.keyboard.press('Enter');
  await expect(other.getByRole('button', { name: 'Planets', exact: true })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Planets', exact: true })).toHaveAttribute('aria-current', 'page');

  await other.keyboard.press('Delete');
  await expect(page.getByText(/no longer there/)).toBeVisible();
  await other.getByRole('button', { name: 'Undo' }).click();
  await ask(page, 'And four more');
  await expect(answers(page)).toHaveCount(2);

  await page.reload();
  await expect(page.getByRole('button', { name: /^Planets/ })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('button', { name: 'New chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await server.stop();
});

test('the list is a drawer where there is no room for it', async ({ page }) => {
  const server = await startBuiltServer();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(server.url);
  await ask(page, 'What is 6 × 7?');
  await page.getByRole('button', { name: 'New chat' }).click();
  const opener = page.getByRole('button', { name: 'Chats' });
  await opener.click();
  const drawer = page.getByRole('dialog', { name: 'Chats' });
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.click();
  await drawer.getByRole('button', { name: /^What is 6 × 7/ }).click();
  await expect(drawer).toBeHidden();
  await expect(answers(page)).toHaveCount(1);
  await server.stop();
});

test('the chat that is shown is deleted, and Undo is in reach: on a phone the drawer stays, on a wide screen the focus', async ({
  page,
}) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  await ask(page, 'What is 6 × 7?');
  await page.getByRole('button', { name: 'New chat' }).click();
  await ask(page, 'What is 2 + 2?');
  const row = page.getByRole('button', { name: 'What is 2 + 2?', exact: true });
  await row.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible();
  await expect(page.locator('.chat-conversation-link')).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeFocused();
  await expect(answers(page)).toHaveCount(1);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Chats' }).click();
  const drawer = page.getByRole('dialog', { name: 'Chats' });
  await drawer.getByRole('button', { name: 'What is 2 + 2?', exact: true }).focus();
  await page.keyboard.press('Delete');
  await drawer.getByRole('button', { name: 'Undo' }).click();
  await expect(answers(page)).toHaveCount(1);
  await server.stop();
});
