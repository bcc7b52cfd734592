import { expect, it } from 'vitest';
import { DatabaseAwayError } from '../../src/server/database/database-away-error.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import type { ConversationLog } from '../../src/server/log/index.ts';
import { createModelRouter } from '../../src/server/models/index.ts';
import { createRuns } from '../../src/server/runs.ts';
import { createManualModel } from '../support/manual-model.ts';
import { openLog, startConversation } from './log/log-fixture.ts';

/** A pending answer, and runs on a log that is as the test makes it. What waits for time to pass is told of once it does. */
async function openRuns(change: (log: ConversationLog) => Partial<ConversationLog>) {
  const { log } = await openLog();
  await startConversation(log);
  const model = createManualModel();
  const errors: unknown[] = [];
  const { promise: waiting, resolve: wait } = Promise.withResolvers<() => void>();
  const runs = createRuns({
    log: { ...log, ...change(log) },
    router: createModelRouter({ models: { manual: model }, default: 'manual' }),
    environment: {
      ...systemEnvironment,
      after(_delayMs, callback) {
        wait(callback);
        return () => undefined;
      },
    },
    logger: { info: () => undefined, error: (_message, { error } = {}) => errors.push(error) },
    flushIntervalMs: 0,
    maxAnswerBytes: 1024,
    limits: { firstTokenMs: 60_000, betweenTokensMs: 60_000, toolMs: 60_000, maxToolRounds: 8 },
    approvalMs: 60_000,
    toolsFor: async () => [],
    runsPerUser: 1,
    tokensPerDay: 1000,
  });
  return { log, runs, model, errors, waiting };
}

/** Fails the first time as a database that is away does. */
function afterBlink<Args extends unknown[], T>(work: (...args: Args) => Promise<T>): (...args: Args) => Promise<T> {
  let isAway = true;
  return async (...args) => {
    if (!isAway) return work(...args);
    isAway = false;
    throw new DatabaseAwayError(new Error('connection lost'));
  };
}

it.each([
  ['its conversation could not be loaded', ({ hold }: ConversationLog) => ({ hold: afterBlink(hold) })],
  [
    'what its user had used could not be read',
    ({ messages }: ConversationLog) => ({ messages: { ...messages, tokensSince: afterBlink(messages.tokensSince) } }),
  ],
])('an answer is run once the database is back, though %s at first', async (_, blink) => {
  const { log, runs, model, waiting } = await openRuns(blink);
  const ended = new Promise((resolve) => log.onAppended(resolve));
  runs.wake('c');
  (await waiting)();
  (await model.next()).finish();
  await ended;
  expect((await log.messages.find('c-a'))?.message.status).toBe('complete');
  await runs.drain(0);
});

it('an answer whose conversation cannot be loaded is told of, and can be woken again', async () => {
  const failure = new Error('cannot be read');
  let isBroken = true;
  const { runs, model, errors } = await openRuns(({ hold }) => ({ hold: (id) => (isBroken ? Promise.reject(failure) : hold(id)) }));
  runs.wake('c');
  await new Promise(setImmediate);
  expect(errors).toEqual([failure]);
  isBroken = false;
  runs.wake('c');
  (await model.next()).finish();
  await runs.drain(0);
});
