import { expectCountedTo, expectCounting, test } from './counting-chat.ts';
import { ask, expect } from './quiet-page.ts';

test('a hidden tab, which the browser gives no frames, has everything when it is shown again', async ({ page, server }) => {
  await page.goto(server.url);
  await ask(page, 'Count to 300');
  await expectCounting(page);
  await page.evaluate(() => {
    const waiting: FrameRequestCallback[] = [];
    const give = window.requestAnimationFrame.bind(window);
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    window.requestAnimationFrame = (callback) => waiting.push(callback);
    document.dispatchEvent(new Event('visibilitychange'));
    Object.assign(window, {
      showAgain: () => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' });
        window.requestAnimationFrame = give;
        document.dispatchEvent(new Event('visibilitychange'));
        for (const callback of waiting) give(callback);
      },
    });
  });
  await expectCountedTo(page, 300);
  await page.evaluate(() => (window as unknown as { showAgain(): void }).showAgain()); // made above
  await expectCountedTo(page, 300);
  await ask(page, 'Count to 5');
  await expectCountedTo(page, 5);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
});
