import { hostileTexts } from '../components/hostile-texts.ts';
import { startProvider, type Provider } from '../faults/provider.ts';
import { startBuiltServer, type BuiltServer } from './built-server.ts';
import { answers, ask, expect, test as quietTest } from './quiet-page.ts';

const script = 'javascript:alert(document.domain)';
const image = 'data:text/html,<script>alert(1)</script>';
const elsewhere = 'https://elsewhere.example/?read=secret';

/** Scripts, and what would be loaded from elsewhere, in every place where an address can stand. */
const withScripts = [
  `[x](${script}) [y](<${script}>) <${script}> [z][r] ![x](${image}) ![y](${script}) [![z](${script})](${script})`,
  `![a](${elsewhere}) [![b](${elsewhere})](${elsewhere}) ![c][r] <img src="${elsewhere}"> <link rel="prefetch" href="${elsewhere}">`,
  `<script>alert(1)</script> <img src=x onerror=alert(1)> <svg onload=alert(1)> <iframe srcdoc="<script>alert(1)</script>">`,
  `https://a.b/"onmouseover="alert(1) [t](https://a.b "x" onclick="alert(1)")`,
  `\`\`\`" onload="alert(1)\ncode\n\`\`\``,
  `| a |\n|---|\n| [x](${script}) <body onload=alert(1)> |`,
  `[r]: ${script}`,
].join('\n\n');

/** Of what hurts by its length alone all of it; of the others as much as a model writes in many pages. */
const cut = Object.entries(hostileTexts).map(([name, text]) => [name, text.slice(0, /megabyte|before/.test(name) ? undefined : 1 << 15)]);

const texts: Readonly<Record<string, string>> = { ...Object.fromEntries(cut), 'scripts everywhere': withScripts };

/** The built server with a model that answers with the text whose name it is asked. */
const test = quietTest.extend<object, { model: Provider; server: BuiltServer }>({
  model: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are asked for from this pattern
    async ({}, use) => {
      const model = await startProvider({ pauseMs: 0, answer: (name) => inPieces(texts[name] ?? '') });
      await use(model);
      await model.close();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ model }, use) => {
      const server = await startBuiltServer({ GROQ_BASE_URL: model.url, MAX_ANSWER_BYTES: String(4 << 20) });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

function inPieces(text: string) {
  return (text.match(/[^]{1,131072}/g) ?? []).map((piece) => ({ kind: 'content' as const, text: piece }));
}

for (const name of Object.keys(texts)) {
  test(`an answer that is made to hurt runs nothing, loads nothing, and the page goes on: ${name}`, async ({ page, server }) => {
    const outside: string[] = [];
    page.on('dialog', (dialog) => {
      outside.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('data:image/svg+xml')) outside.push(request.url());
    });
    await page.goto(server.url);
    await ask(page, name);
    await expect(answers(page)).toHaveAttribute('data-state', 'complete');
    const address = page.url();
    await page.getByRole('textbox', { name: 'Message' }).fill('And now?');
    await page.getByRole('button', { name: 'New chat' }).click();
    await expect(page.getByText('What would you like to know?')).toBeVisible();
    expect(page.url()).not.toBe(address);
    expect(outside).toEqual([]);
  });
}
