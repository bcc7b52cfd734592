import type { Page } from '@playwright/test';
import type { BuiltServer } from './built-server.ts';
import { expectCountedTo, expectStoppedCount, expectCounting } from './counting-chat.ts';
import { test } from './embedding-site.ts';
import { answers, ask, expect, questions } from './quiet-page.ts';
import { watchSockets } from './watch-sockets.ts';

/** The same anonymous user sees the same conversation on the socket after the next. */
async function expectSameUserAfterRestart(page: Page, server: BuiltServer): Promise<void> {
  await ask(page, 'Count to 2000');
  await expectCounting(page);
  await server.end('SIGKILL');
  await server.start();
  await expectStoppedCount(page);
  await ask(page, 'Count to 5');
  await expect(answers(page)).toHaveCount(2);
  await expectCountedTo(page, 5);
  await expect(questions(page)).toHaveCount(2);
}

test('on another port of the same host a stranger is kept by the cookie of the first socket, over reconnects and a reload', async ({
  page,
  site,
  server,
}) => {
  const sockets = watchSockets(page);
  await page.goto(site.page(server, { host: '127.0.0.1' }));
  await expectSameUserAfterRestart(page, server);
  expect(sockets.sent('Authenticate')).toEqual([]);
  await page.reload();
  await expectCountedTo(page, 5);
});

test('on another host, where the browser keeps no cookie, a stranger is kept by the token of the first Welcome', async ({
  page,
  site,
  server,
}) => {
  const sockets = watchSockets(page);
  await page.goto(site.page(server, { host: 'localhost' }));
  await expectSameUserAfterRestart(page, server);
  expect(sockets.sent('Authenticate').length).toBeGreaterThan(0);
});
