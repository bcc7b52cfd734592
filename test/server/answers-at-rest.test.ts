import { expect, it } from 'vitest';
import type { Message } from '../../src/protocol/index.ts';
import { createAnswersAtRest } from '../../src/server/answers-at-rest.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { silentLogger } from '../../src/server/logger.ts';
import { openLog } from './log/log-fixture.ts';

const call = { type: 'tool', id: 'c', name: 'send', status: 'awaiting', started_at: 0 } as const;
const answer: Message = { id: 'a', role: 'assistant', reply_to: 'q', parts: [call], status: 'streaming', created_at: 0 };

it('an answer may wait for longer than a timer can', async () => {
  const { log } = await openLog();
  const delays: number[] = [];
  const timers: (() => void)[] = [];
  let now = 0;
  const environment = {
    ...systemEnvironment,
    now: () => now,
    after(delayMs: number, callback: () => void) {
      delays.push(delayMs);
      timers.push(callback);
      return () => undefined;
    },
  };
  const approvalMs = 3_000_000_000;
  createAnswersAtRest({ log, environment, logger: silentLogger, approvalMs, onGivenUp: () => undefined }).add('c', answer);
  now = 2 ** 31 - 1;
  timers[0]?.();
  expect(delays).toEqual([2 ** 31 - 1, approvalMs - now]);
});
