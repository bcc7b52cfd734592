import type { Page } from '@playwright/test';
import { startBuiltServer } from './built-server.ts';
import { answers, ask, expect, test } from './quiet-page.ts';

const log = (page: Page) => page.getByRole('log');

test('U37: a list with scrollbars in a narrow window cannot be scrolled sideways', async ({ page }) => {
  const server = await startBuiltServer();
  await page.setViewportSize({ width: 640, height: 450 });
  await page.goto(server.url);
  await ask(page, 'Write a long answer');
  await expect(answers(page)).toContainText('Week 1');
  await log(page).hover();
  await page.mouse.wheel(200, 300);
  await expect.poll(() => log(page).evaluate((list) => list.scrollTop)).toBeGreaterThan(0);
  expect(await log(page).evaluate((list) => list.scrollLeft)).toBe(0);
  await server.stop();
});

/** When something that can be seen has moved by itself, in ms since the page was opened. */
async function watchShifts(page: Page): Promise<() => Promise<unknown>> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.startTime))).observe({ type: 'layout-shift' });
    Object.assign(window, { shifts });
  });
  return () => page.evaluate(() => Reflect.get(window, 'shifts'));
}

test('U3: the field is there before the server is, and is not seen to move when that says where it belongs', async ({ page }) => {
  const server = await startBuiltServer();
  const shifts = await watchShifts(page);
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<undefined>();
  await page.routeWebSocket(/./, (socket) => {
    const upstream = socket.connectToServer();
    upstream.onMessage((frame) => void mayAnswer.then(() => socket.send(frame)));
  });
  await page.goto(server.url);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  answer(undefined);
  await expect(page.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible();
  expect(await shifts()).toEqual([]);
  await server.stop();
});

test('nothing moves as the page loads, and as it loads again', async ({ page }) => {
  const server = await startBuiltServer();
  const shifts = await watchShifts(page);
  await page.goto(server.url);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(await shifts()).toEqual([]);
  await ask(page, 'Show me a table of three planets');
  await expect(answers(page).getByRole('table')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await page.reload();
  await expect(answers(page).getByRole('table')).toBeVisible();
  expect(await shifts()).toEqual([]);
  await server.stop();
});

test('U37: a text reads in its own direction, whichever the page has', async ({ page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  await page.locator('html').evaluate((html) => html.setAttribute('dir', 'rtl'));
  await ask(page, 'Make a list of three points');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  const paragraph = answers(page).locator('p').first();
  await expect(paragraph).toHaveText(/^Three things .*:$/);
  const [first, last] = await paragraph.evaluate((element) => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
    const leftOf = (place: number) => {
      const range = document.createRange();
      if (text) range.setStart(text, place);
      if (text) range.setEnd(text, place + 1);
      return range.getBoundingClientRect().left;
    };
    return [leftOf(0), leftOf((text?.nodeValue?.length ?? 0) - 1)];
  });
  expect(first).toBeLessThan(last ?? 0);
  await expect(answers(page).locator('ol').first()).toHaveCSS('direction', 'ltr');
  await server.stop();
});

test('U36: where the reader has chosen all colours, questions and what is switched on still stand out', async ({ page }) => {
  const server = await startBuiltServer();
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(server.url);
  const think = page.getByRole('switch', { name: 'Think' });
  const background = () => think.evaluate((element) => getComputedStyle(element).backgroundColor);
  const on = await background();
  await think.click();
  expect(await background()).not.toBe(on);
  await page.getByRole('textbox', { name: 'Message' }).fill('Make a list of three points');
  const surface = await page.locator('.chat-composer').evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect(page.getByRole('button', { name: 'Send' })).not.toHaveCSS('background-color', surface);
  await page.keyboard.press('Enter');
  await expect(page.locator('.chat-bubble')).toHaveCSS('outline-style', 'solid');
  await server.stop();
});
