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
  return { url: server.url, stop };
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

test('nobody is asked to sign in where there is nowhere to do so', async ({ page }) => {
  const server = await startBuiltServer();
  await page.goto(server.url);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await expect(page.getByText(/sign in/i)).toHaveCount(0);
  await server.stop();
});
