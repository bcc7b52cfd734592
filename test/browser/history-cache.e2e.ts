import { chromiumLaunch } from '../../tools/find-chromium.ts';
import { expectCountedTo, expectCounting, test } from './counting-chat.ts';
import { answers, ask, expect } from './quiet-page.ts';

// Playwright switches the back/forward cache off, as pages that come back from it confuse its own bookkeeping.
test.use({ launchOptions: { ...chromiumLaunch, ignoreDefaultArgs: ['--disable-back-forward-cache'] } });

test('a page that comes back from the back/forward cache goes on where it was', async ({ page, server, model }) => {
  await page.goto(server.url);
  await ask(page, 'Count to 400');
  await expectCounting(page);
  await page.evaluate(() => {
    window.addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset['persisted'] = String(persisted);
    });
  });
  await page.goto('about:blank');
  await page.evaluate(() => history.back()).catch(() => undefined); // it may be gone before it answers
  await expect(page.locator('html')).toHaveAttribute('data-persisted', 'true');
  await expectCountedTo(page, 400);

  await ask(page, 'Count to 6, said on return');
  await expect(answers(page)).toHaveCount(2);
  await expectCountedTo(page, 6);
  expect(model.asked.filter((question) => question.includes('on return'))).toHaveLength(1);
});
