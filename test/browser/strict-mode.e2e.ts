import { test } from './embedding-site.ts';
import { answers, ask, expect } from './quiet-page.ts';
import { expectCountedTo, expectCounting } from './counting-chat.ts';
import { watchSockets } from './watch-sockets.ts';

test('Strict Mode opens one socket and subscribes once, and a chat that is left and opened again finds both', async ({
  page,
  site,
  server,
}) => {
  const sockets = watchSockets(page);
  await page.goto(site.page(server));
  await ask(page, 'Count to 10');
  await expectCountedTo(page, 10);
  await expect(page.locator('#root')).toHaveAttribute('data-effects', '2');
  expect([sockets.opened(), sockets.open(), sockets.sent('Subscribe').length]).toEqual([1, 1, 1]);
  expect(sockets.sent('Message')).toHaveLength(1);

  await page.getByRole('button', { name: 'Leave the chat' }).click();
  await expect(answers(page)).toHaveCount(0);
  await expect.poll(sockets.open).toBe(0);
  await page.getByRole('button', { name: 'Open the chat' }).click();
  await expectCountedTo(page, 10);
  expect([sockets.opened(), sockets.open(), sockets.sent('Subscribe').length]).toEqual([2, 1, 2]);
});

test('a chat that is left in mid-answer stops nothing: the answer is there, whole, when it is opened again', async ({
  page,
  site,
  server,
}) => {
  const sockets = watchSockets(page);
  await page.goto(site.page(server));
  await ask(page, 'Count to 400');
  await expectCounting(page);
  await page.getByRole('button', { name: 'Leave the chat' }).click();
  await expect.poll(sockets.open).toBe(0);
  await page.getByRole('button', { name: 'Open the chat' }).click();
  await expectCountedTo(page, 400);
  expect(sockets.sent('Cancel')).toEqual([]);
});
