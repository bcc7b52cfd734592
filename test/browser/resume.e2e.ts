import { setInterval } from 'node:timers/promises';
import { countedTo, expectCountedTo, expectCounting, expectStoppedCount, test } from './counting-chat.ts';
import { answers, ask, expect, questions, transcript } from './quiet-page.ts';
import { stopScript } from './stop-script.ts';
import { watchSockets } from './watch-sockets.ts';

test('a reload in mid-answer goes on where it was', async ({ page, server }) => {
  await page.goto(server.url);
  await ask(page, 'Count to 400');
  await expectCounting(page);
  await page.reload();
  await expect(answers(page)).toHaveAttribute('data-state', 'streaming');
  await expectCountedTo(page, 400);
});

test('two tabs show the same answer as it comes, and either stops it for both', async ({ page, context, server }) => {
  await page.goto(server.url);
  await ask(page, 'Count to 2000');
  await expectCounting(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expectCounting(other);
  await other.getByRole('button', { name: 'Stop' }).click();
  const last = await expectStoppedCount(page);
  expect(await expectStoppedCount(other)).toBe(last);
  expect(await transcript(other)).toEqual(await transcript(page));
});

test('a server killed in mid-answer loses nothing that was shown, and the chat goes on by itself', async ({ page, server }) => {
  await page.goto(server.url);
  await ask(page, 'Count to 2000');
  await expectCounting(page);
  await server.end('SIGKILL');
  const shown = Number((await answers(page).locator('.chat-markdown').innerText()).split(' ').at(-1));
  await server.start();
  expect(await expectStoppedCount(page)).toBeGreaterThanOrEqual(shown);
  await ask(page, 'Count to 5');
  await expect(answers(page)).toHaveCount(2);
  await expectCountedTo(page, 5);
});

test('what was sent while the network was away is sent when it is back, once', async ({ page, context, server, model }) => {
  await page.goto(server.url);
  await ask(page, 'Count to 3');
  await expectCountedTo(page, 3);
  await context.setOffline(true);
  await expect(page.getByText('You’re offline')).toBeVisible();
  await ask(page, 'Count to 4, said offline');
  await expect(page.getByText('Waiting to be sent')).toBeVisible();
  await context.setOffline(false);
  await expect(answers(page)).toHaveCount(2);
  await expectCountedTo(page, 4);
  await expect(questions(page)).toHaveCount(2);
  expect(model.asked.filter((question) => question.includes('said offline'))).toHaveLength(1);
});

test('a network that goes away in mid-answer and comes back leaves no hole', async ({ page, context, server }) => {
  await page.goto(server.url);
  await ask(page, 'Count to 400');
  await expectCounting(page);
  await context.setOffline(true);
  await expect(page.getByText('You’re offline')).toBeVisible();
  await context.setOffline(false);
  await expectCountedTo(page, 400);
});

test('a network that comes and goes ten times a second for three seconds loses nothing and doubles nothing', async ({
  page,
  context,
  server,
  model,
}) => {
  const sockets = watchSockets(page);
  await page.goto(server.url);
  await ask(page, 'Count to 400');
  await expectCounting(page);
  let changes = 0;
  for await (const _ of setInterval(50)) {
    changes += 1;
    await context.setOffline(changes % 2 === 1);
    if (changes === 20) await ask(page, 'Count to 7, said meanwhile');
    if (changes === 60) break;
  }
  await expect(answers(page)).toHaveCount(2);
  await expectCountedTo(page, 7);
  await expect(answers(page).first().locator('.chat-markdown')).toHaveText(countedTo(400));
  await expect(questions(page)).toHaveCount(2);
  expect(model.asked.filter((question) => question.includes('said meanwhile'))).toHaveLength(1);
  expect(sockets.open()).toBe(1);
});

test('a tab that is stopped in mid-answer goes on where it was, on the same socket', async ({ page, context, server }) => {
  const sockets = watchSockets(page);
  await page.goto(server.url);
  await ask(page, 'Count to 400');
  await expectCounting(page);
  const resume = await stopScript(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expectCountedTo(other, 400); // meanwhile the answer has ended
  await resume();
  await expectCountedTo(page, 400);
  expect(sockets.opened()).toBe(1);
});
