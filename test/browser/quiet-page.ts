import { expect, test as base, type Page } from '@playwright/test';

/** A test whose page must print nothing, and throw nothing. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page }, use) => {
      const printed: string[] = [];
      page.on('console', (message) => printed.push(message.text()));
      page.on('pageerror', (error) => printed.push(error.message));
      await use(undefined);
      expect(printed.filter((text) => !isOfLostServer(text))).toEqual([]);
    },
    { auto: true },
  ],
});

/** What the browser itself prints when a server that a test has killed is not there; no page can silence it. */
function isOfLostServer(text: string): boolean {
  return /net::ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED)/.test(text);
}

/** Writes a question and presses Enter. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(question);
  await page.keyboard.press('Enter');
}

export const answers = (page: Page) => page.getByRole('article', { name: 'Assistant' });
export const questions = (page: Page) => page.getByRole('article', { name: 'You' });
