import { expect, it } from 'vitest';
import { findMessage, type Message } from '../../src/protocol/index.ts';
import { createAnswersAtRest } from '../../src/server/answers-at-rest.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { silentLogger } from '../../src/server/logger.ts';
import { openLog, startConversation } from './log/log-fixture.ts';

const call = { type: 'tool', id: 'call', name: 'send', status: 'awaiting', started_at: 0 } as const;
const answer: Message = { id: 'c-a', role: 'assistant', reply_to: 'c-q', parts: [call], status: 'streaming', created_at: 0 };
const update = { type: 'ToolUpdate', message_id: 'c-a', tool: { id: 'call', name: 'send', status: 'awaiting' }, at: 0 } as const;

/** A clock that stands still, and what waits for it. */
function createTimers() {
  const waiting: { delayMs: number; callback: () => void }[] = [];
  const clock = { now: 0 };
  const after = (delayMs: number, callback: () => void) => {
    const timer = { delayMs, callback };
    waiting.push(timer);
    return () => void waiting.splice(waiting.indexOf(timer) >>> 0, 1);
  };
  return { clock, waiting, environment: { ...systemEnvironment, now: () => clock.now, after } };
}

it('an answer may wait for longer than a timer can', async () => {
  const { log } = await openLog();
  const { clock, waiting, environment } = createTimers();
  const approvalMs = 3_000_000_000;
  createAnswersAtRest({ log, environment, logger: silentLogger, approvalMs, onGivenUp: () => undefined }).add('c', answer);
  expect(waiting[0]?.delayMs).toBe(2 ** 31 - 1);
  clock.now = 2 ** 31 - 1;
  waiting.shift()?.callback();
  expect(waiting.map(({ delayMs }) => delayMs)).toEqual([approvalMs - clock.now]);
});

/** An answer that waits for a person for a minute, in a log that takes nothing at first. */
async function openAway() {
  const { log } = await openLog();
  await startConversation(log);
  await log.transact('c', (draft) => draft.append(update));
  const { waiting, environment } = createTimers();
  let isAway = true;
  let failed: () => void = () => undefined;
  const away: typeof log = {
    ...log,
    transact: (id, change) => (isAway ? Promise.reject(new Error('away')) : log.transact(id, change)),
  };
  const { promise: givenUp, resolve: onGivenUp } = Promise.withResolvers<string>();
  const logger = { ...silentLogger, error: () => setImmediate(failed) };
  const atRest = createAnswersAtRest({ log: away, environment, logger, approvalMs: 60_000, onGivenUp });
  atRest.add('c', answer);
  /** Lets the limit pass, and resolves once the answer could not be given up. */
  const fail = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    failed = resolve;
    waiting.shift()?.callback();
    return promise;
  };
  return { log, atRest, waiting, givenUp, fail, mend: () => (isAway = false) };
}

it('an answer that could not be given up in time is given up once the database is back', async () => {
  const { log, waiting, givenUp, fail, mend } = await openAway();
  await fail();
  await fail();
  mend();
  waiting.shift()?.callback();
  expect(await givenUp).toBe('c');
  const held = await log.hold('c');
  const ended = held && findMessage(held.read().conversation, 'c-a');
  expect(ended).toMatchObject({ status: 'failed', error: { code: 'approval_expired' } });
  expect(waiting).toEqual([]);
});

it('an answer that could not be given up leaves no timer behind once nobody gives up any more', async () => {
  const { atRest, waiting, fail } = await openAway();
  const failed = fail();
  atRest.close();
  await failed;
  expect(waiting).toEqual([]);
});
