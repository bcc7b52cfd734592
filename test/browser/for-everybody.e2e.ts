import type { Page } from '@playwright/test';
import { startBuiltServer } from './built-server.ts';
import { answers, ask, expect, test } from './quiet-page.ts';

/** All that the voice of the conversation says, in order, as a screen reader is told of it. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        if (target instanceof Element && target.getAttribute('aria-live') === 'polite')
          said.push(...[...addedNodes].map((node) => node.textContent ?? ''));
    }).observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { readonly said: string[] }).said); // made above
}

test('U32: an answer is said as a beginning, whole sentences in batches, and how it ended', async ({ page }) => {
  const server = await startBuiltServer();
  const heard = await listen(page);
  await page.goto(server.url);
  await ask(page, 'Write a long answer');
  await expect.poll(async () => (await heard()).length).toBeGreaterThan(3);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(async () => (await heard()).at(-1)).toBe('Stopped');

  const [waiting, beginning, ...rest] = await heard();
  expect([waiting, beginning]).toEqual(['Waiting for the model…', 'Answering.']);
  // A heading is a sentence too, and Stop may come in the middle of one.
  for (const batch of rest.slice(0, -2)) expect(batch).toMatch(/(?:[.!?:…]|Week \d+)$/);
  const written = await answers(page).locator('.chat-markdown').last().innerText();
  const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '');
  expect(letters(rest.join(' '))).toBe(`${letters(written)}Stopped`);

  const chromium = await page.context().newCDPSession(page);
  const { nodes } = await chromium.send('Accessibility.getFullAXTree');
  const told = nodes
    .filter(({ role, ignored }) => !ignored && (role?.value === 'log' || role?.value === 'status'))
    .map(({ role, name, properties = [] }) => [
      role?.value,
      name?.value,
      properties.find((property) => property.name === 'live')?.value.value,
    ]);
  expect(told).toContainEqual(['log', 'Conversation', undefined]);
  expect(told).toContainEqual(['status', '', 'polite']);
  await server.stop();
});

test('U36: nothing shimmers where motion is not wanted', async ({ page }) => {
  const server = await startBuiltServer();
  const endless = () =>
    page.evaluate(() => document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === Infinity).length);
  await page.goto(server.url);
  await ask(page, 'Write a long answer');
  await expect(page.getByRole('button', { name: /^Thinking…/ })).toBeVisible();
  expect(await endless()).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(page.getByRole('button', { name: /^Thinking…/ })).toBeVisible();
  expect(await endless()).toBe(0);
  await server.stop();
});

test('U37: at 200 % zoom nothing is cut off, and nothing scrolls sideways', async ({ browser }) => {
  const server = await startBuiltServer();
  // A window of 1280 × 800 pixels, in which each takes the place of four.
  const page = await browser.newPage({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await page.goto(server.url);
  await ask(page, 'Show me a table of three planets');
  await expect(answers(page).getByRole('table')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  for (const name of ['Message', 'Send', 'Attach files', 'Conversation'])
    await expect(page.getByLabel(name, { exact: true })).toBeInViewport({ ratio: 0.99 });
  const scrolled = () => page.getByRole('log').evaluate(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }));
  const { scrollTop } = await scrolled();
  await page.mouse.move(320, 120);
  await page.mouse.wheel(80, 60);
  await expect.poll(async () => (await scrolled()).scrollTop).toBeGreaterThan(scrollTop);
  expect((await scrolled()).scrollLeft).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await page.close();
  await server.stop();
});
