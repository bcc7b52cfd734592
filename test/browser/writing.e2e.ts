import { startBuiltServer } from './built-server.ts';
import { answers, ask, expect, questions, test } from './quiet-page.ts';

test('U10: Enter ends the composition of an input method, and only the next one sends', async ({ page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.focus();
  const chromium = await page.context().newCDPSession(page);
  await chromium.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  await expect(field).toHaveValue('にほん');
  await chromium.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
  await chromium.send('Input.insertText', { text: '日本' });
  await expect(field).toHaveValue('日本');
  await expect(questions(page)).toHaveCount(0);
  await field.press('Enter');
  await expect(questions(page)).toContainText(['日本']);
  await server.stop();
});

test('U14: a picture is pasted, text beside it is not mistaken for one, and Backspace takes it away', async ({ page, context }) => {
  const server = await startBuiltServer();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(server.url);
  const field = page.getByRole('textbox', { name: 'Message' });
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(40, 40);
    canvas.getContext('2d')?.fillRect(0, 0, 20, 20);
    const picture = await canvas.convertToBlob({ type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  });
  await field.press('Control+V');
  const remove = page.getByRole('button', { name: /^Remove .*png$/ });
  await expect(remove).toBeVisible();
  await page.evaluate(() => navigator.clipboard.writeText('What is this?'));
  await field.press('Control+V');
  await expect(field).toHaveValue('What is this?');
  await field.clear();
  await field.press('Backspace');
  await expect(remove).toBeHidden();
  await server.stop();
});

test('U35: the focus is in the field after send, stop and edit', async ({ page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('Write a long answer');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(field).toBeFocused();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(answers(page)).toHaveAttribute('data-state', 'stopped');
  await expect(field).toBeFocused();
  await page.getByRole('button', { name: 'Edit question' }).click();
  await page.getByRole('textbox', { name: 'Edit question' }).fill('What is 6 × 7?');
  await page.keyboard.press('Enter');
  await expect(answers(page)).toContainText('42');
  await expect(field).toBeFocused();
  await ask(page, 'And a list');
  await expect(field).toBeFocused();
  await server.stop();
});
