import { expect as browserExpect, test as base, type ConsoleMessage, type Page } from '@playwright/test';

/** A test whose pages must print nothing, and throw nothing. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ context }, use, testInfo) => {
      testInfo.setTimeout(60_000);
      const printed: string[] = [];
      context.on('console', (message) => {
        if (!isOfRefusedSignIn(message)) printed.push(message.text());
      });
      context.on('weberror', (error) => printed.push(error.error().message));
      await use(undefined);
      browserExpect(printed.filter((text) => !isOfLostServer(text))).toEqual([]);
    },
    { auto: true },
  ],
});

/** Patient enough for an answer on a busy machine. */
export const expect = browserExpect.configure({ timeout: 20_000 });

/** What the browser itself prints when a server that a test has killed is not there, or one that it stops lets nobody in; no page can silence it. */
function isOfLostServer(text: string): boolean {
  return /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INTERNET_DISCONNECTED|NETWORK_CHANGED)|response code: 503/.test(text);
}

/** What the browser itself prints of the page that says so: the status of that is not 200. */
function isOfRefusedSignIn(message: ConsoleMessage): boolean {
  return /status of 400/.test(message.text()) && /^\/auth\/\w+\/callback$/.test(URL.parse(message.location().url)?.pathname ?? '');
}

/** Writes a question and presses Enter. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(question);
  await page.keyboard.press('Enter');
}

export const answers = (page: Page) => page.getByRole('article', { name: 'Assistant' });
export const questions = (page: Page) => page.getByRole('article', { name: 'You' });

/** All that the reader sees of the conversation. */
export const transcript = (page: Page) => page.getByRole('log').getByRole('article').allInnerTexts();
