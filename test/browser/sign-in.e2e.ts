import type { BrowserContext, Page } from '@playwright/test';
import { startGitHubDouble } from '../support/github-double.ts';
import { startOpenIdServer } from '../support/openid-server.ts';
import { startBuiltServer } from './built-server.ts';
import { answers, ask, expect, questions, test } from './quiet-page.ts';

/** The built server, with a GitHub and a Scramble of this machine. */
async function startWithProviders() {
  const [github, scramble] = await Promise.all([startGitHubDouble(), startOpenIdServer()]);
  const server = await startBuiltServer({
    GITHUB_CLIENT_ID: github.clientId,
    GITHUB_CLIENT_SECRET: github.clientSecret,
    GITHUB_URL: github.url,
    GITHUB_API_URL: github.url,
    SCRAMBLE_ISSUER: scramble.issuer,
    SCRAMBLE_CLIENT_ID: scramble.clientId,
    SCRAMBLE_CLIENT_SECRET: scramble.clientSecret,
  });
  scramble.register(`${server.url}/auth/scramble/callback`);
  const stop = () => Promise.all([server.stop(), github.close(), scramble.close()]);
  return { url: server.url, scramble, stop };
}

/** Where a provider sends the browser back to, which has not gone there yet. */
async function wayBack({ request }: BrowserContext, url: string, provider: string): Promise<URL> {
  const callback = `${url}/auth/${provider}/callback`;
  let next = `${url}/auth/${provider}`;
  while (!next.startsWith(callback)) {
    const { location = '' } = (await request.get(next, { maxRedirects: 0 })).headers();
    next = new URL(location, next).href;
  }
  return new URL(next);
}

/** The page says that nobody is signed in, and the chat that it leads back to is the one from before. */
async function expectRefused(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the chat' }).click();
  await expect(page.getByRole('link', { name: 'Sign in with Scramble' })).toBeVisible();
}

for (const { provider, name } of [
  { provider: 'GitHub', name: 'The Octocat' },
  { provider: 'Scramble', name: 'Scramble user' },
]) {
  test(`an anonymous chat is still there after signing in with ${provider}, and is not shown after signing out`, async ({
    page,
    context,
  }) => {
    const server = await startWithProviders();
    await page.goto(server.url);
    await ask(page, 'What is 6 × 7?');
    await expect(answers(page)).toContainText('42');
    const conversation = page.url();
    const otherTab = await context.newPage();
    await otherTab.goto(conversation);
    await expect(questions(otherTab)).toHaveText(/6 × 7/);

    await page.getByRole('link', { name: `Sign in with ${provider}` }).click();
    const account = page.getByRole('button', { name: `Account of ${name}` });
    await expect(account).toBeVisible();
    expect(page.url()).toBe(conversation);
    await expect(answers(page)).toContainText('42');
    await expect(questions(otherTab)).toHaveText(/6 × 7/);
    await ask(page, 'What is 2 × 2?');
    await expect(questions(otherTab)).toHaveCount(2);
    await expect(answers(page).last()).toHaveAttribute('data-state', 'complete');

    await account.click();
    const menu = page.getByRole('dialog', { name: 'Account' });
    await expect(menu.getByText('This browser')).toBeVisible();
    await menu.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: `Sign in with ${provider}` })).toBeVisible();
    await page.goto(conversation);
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    await expect(page.getByText('6 × 7')).toHaveCount(0);
    await expect(otherTab.getByText('6 × 7')).toHaveCount(0);
    await Promise.all([otherTab.close(), page.goto('about:blank')]);
    await server.stop();
  });
}

const hour = 3600;
const now = () => Math.floor(Date.now() / 1000);

for (const [what, forgery] of [
  ['is for another application', { claims: { aud: 'another' } }],
  ['has expired', { claims: { exp: now() - hour, iat: now() - 2 * hour } }],
  ['is of another issuer', { claims: { iss: 'https://evil.example' } }],
  ['is of another sign-in', { claims: { nonce: 'A'.repeat(43) } }],
  ['is signed by somebody else', { isSignedByOthers: true }],
] as const) {
  test(`D26: nobody is signed in by a token that ${what}`, async ({ page }) => {
    const server = await startWithProviders();
    await page.goto(server.url);
    server.scramble.forgeNext(forgery);
    await page.getByRole('link', { name: 'Sign in with Scramble' }).click();
    await expectRefused(page);
    await page.goto('about:blank');
    await server.stop();
  });
}

for (const provider of ['github', 'scramble']) {
  test(`D26: nobody is signed in with ${provider} by a way back that was changed, or gone before`, async ({ page, context, browser }) => {
    const server = await startWithProviders();
    const changed = await wayBack(context, server.url, provider);
    changed.searchParams.set('state', 'A'.repeat(43));
    await page.goto(changed.href);
    await expectRefused(page);

    const other = await browser.newContext();
    const used = await wayBack(other, server.url, provider);
    expect((await other.request.get(used.href)).url()).toBe(`${server.url}/`);
    const replayed = await wayBack(context, server.url, provider);
    replayed.searchParams.set('code', used.searchParams.get('code') ?? '');
    await page.goto(replayed.href);
    await expectRefused(page);
    await page.goto(used.href);
    await expectRefused(page);
    await Promise.all([other.close(), page.goto('about:blank')]);
    await server.stop();
  });
}

test('nobody is asked to sign in where there is nowhere to do so', async ({ page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await expect(page.getByText(/sign in/i)).toHaveCount(0);
  await server.stop();
});
