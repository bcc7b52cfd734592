import { randomUUID } from 'node:crypto';
import { expectCountedTo } from './counting-chat.ts';
import { test } from './embedding-site.ts';
import { answers, ask, expect, questions, transcript } from './quiet-page.ts';
import { stopScript } from './stop-script.ts';
import { watchSockets } from './watch-sockets.ts';

test('a message that was written while the server was down survives a reload of the page, and is sent once', async ({
  page,
  site,
  server,
  model,
}) => {
  await page.goto(site.page(server));
  await ask(page, 'Count to 3');
  await expectCountedTo(page, 3);
  await server.end('SIGKILL');
  await ask(page, 'Count to 8, said to nobody');
  await expect(page.getByText('Waiting to be sent')).toBeVisible();
  await page.reload();
  await expect(questions(page)).toContainText(['said to nobody']);
  await expect(page.getByText('Waiting to be sent')).toBeVisible();
  await server.start();
  await expect(answers(page)).toHaveCount(2);
  await expectCountedTo(page, 8);
  await expect(questions(page)).toHaveCount(2);
  expect(model.asked.filter((question) => question.includes('said to nobody'))).toHaveLength(1);

  await page.reload();
  await expect(questions(page)).toHaveCount(2);
  await expect(page.getByText('Waiting to be sent')).toHaveCount(0);
});

test('a message that was written to a page that the server never answered survives its reload too', async ({
  page,
  site,
  server,
  model,
}) => {
  await page.goto(site.page(server));
  await ask(page, 'Count to 3');
  await expectCountedTo(page, 3);
  await server.end('SIGKILL');
  await page.reload();
  await ask(page, 'Count to 5, said to a page alone');
  await expect(page.getByText('Waiting to be sent')).toBeVisible();
  await page.reload();
  await expect(questions(page)).toContainText(['said to a page alone']);
  await server.start();
  await expectCountedTo(page, 5);
  await expect(questions(page)).toHaveCount(2);
  expect(model.asked.filter((question) => question.includes('said to a page alone'))).toHaveLength(1);
});

test('of two tabs one sends for both, and the other takes over when it is closed', async ({ page, context, site, server }) => {
  const address = site.page(server, { conversationId: randomUUID() });
  const other = await context.newPage();
  const [sender, writer] = [watchSockets(page), watchSockets(other)];
  await page.goto(address);
  await ask(page, 'Count to 3');
  await expectCountedTo(page, 3);
  await other.goto(address);
  await expectCountedTo(other, 3);

  await ask(other, 'Count to 4');
  await expectCountedTo(other, 4);
  await expectCountedTo(page, 4);
  expect([sender.sent('Message').length, writer.sent('Message').length]).toEqual([2, 0]);

  await page.close();
  await ask(other, 'Count to 5');
  await expect(answers(other)).toHaveCount(3);
  await expectCountedTo(other, 5);
  await expect(questions(other)).toHaveText([/Count to 3/, /Count to 4/, /Count to 5/]);
  expect(writer.sent('Message')).toHaveLength(1);
});

test('a tab that is stopped while it is the one that sends is replaced, and sends nothing twice when it goes on', async ({
  page,
  context,
  site,
  server,
}) => {
  const address = site.page(server, { conversationId: randomUUID() });
  const other = await context.newPage();
  const [stopped, writer] = [watchSockets(page), watchSockets(other)];
  await page.goto(address);
  await ask(page, 'Count to 3');
  await expectCountedTo(page, 3);
  await other.goto(address);
  await expectCountedTo(other, 3);

  const resume = await stopScript(page);
  await ask(other, 'Count to 4');
  await expect(answers(other)).toHaveCount(2);
  await expectCountedTo(other, 4);
  await resume();
  await expect(answers(page)).toHaveCount(2);
  await expectCountedTo(page, 4);
  expect([stopped.sent('Message').length, writer.sent('Message').length]).toEqual([1, 1]);

  await ask(page, 'Count to 5');
  await expect(answers(page)).toHaveCount(3);
  await expectCountedTo(page, 5);
  await expect(answers(other)).toHaveCount(3);
  await expectCountedTo(other, 5);
  expect(await transcript(other)).toEqual(await transcript(page));
  expect([stopped.sent('Message').length, writer.sent('Message').length]).toEqual([1, 2]);
});

test('a duplicated tab, with the same session storage, has a socket of its own, and both show the same', async ({ page, site, server }) => {
  const sockets = watchSockets(page);
  await page.goto(site.page(server));
  await ask(page, 'Count to 3');
  await expectCountedTo(page, 3);
  await page.evaluate(() => sessionStorage.setItem('of', 'the first tab'));
  const opening = page.context().waitForEvent('page');
  await page.evaluate(() => window.open(location.href));
  const other = await opening;
  expect(await other.evaluate(() => sessionStorage.getItem('of'))).toBe('the first tab');
  await expectCountedTo(other, 3);

  await ask(other, 'Count to 200');
  await ask(page, 'Count to 5');
  await expect(answers(page)).toHaveCount(3);
  await expectCountedTo(page, 5);
  await expect(answers(other)).toHaveCount(3);
  await expectCountedTo(other, 5);
  expect(await transcript(other)).toEqual(await transcript(page));
  expect([sockets.opened(), sockets.open()]).toEqual([1, 1]);
});
