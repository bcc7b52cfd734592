import { expect, it } from 'vitest';
import { contentOf, findMessage } from '../../../src/protocol/index.ts';
import { systemEnvironment } from '../../../src/server/environment.ts';
import { createSqlConversationLog, eventsAfter } from '../../../src/server/log/index.ts';
import { end, openLog, startConversation, write } from './log-fixture.ts';

/** A log whose next commits fail, before or after they took effect. */
async function openUncertainLog() {
  const { database } = await openLog();
  let failure: 'before' | 'after' | undefined;
  const uncertain = new Proxy(database, {
    get(target, name) {
      if (name !== 'transaction') {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return () => ({
        async execute(change: Parameters<ReturnType<typeof target.transaction>['execute']>[0]) {
          const result = await target.transaction().execute(async (transaction) => {
            const made = await change(transaction);
            if (failure === 'before') throw new Error('connection lost');
            return made;
          });
          if (failure === 'after') throw new Error('connection lost');
          return result;
        },
      });
    },
  });
  const log = await createSqlConversationLog({ database: uncertain, environment: systemEnvironment });
  return {
    log,
    fail(when: typeof failure) {
      failure = when;
    },
  };
}

it.each([
  ['took effect', 'after', [3, 4], ['c']],
  ['took none', 'before', [3], []],
] as const)('a commit that failed and %s is looked up before the next', async (_, when, expected, expectedFound) => {
  const { log, fail } = await openUncertainLog();
  await startConversation(log);
  const held = await log.hold('c');
  const woken: number[] = [];
  const found: string[] = [];
  log.onFound((ids) => found.push(...ids));
  log.onAppended(() => woken.push(held?.read().conversation.cursor ?? 0));

  fail(when);
  await expect(log.transact('c', (draft) => write(draft, 'c-a', 'once'))).rejects.toThrow('connection lost');
  expect(held?.read().conversation.cursor).toBe(2);
  fail(undefined);
  await log.transact('c', (draft) => {
    const answer = draft.message('c-a');
    if (answer && contentOf(answer) === '') write(draft, 'c-a', 'once');
    else end(draft, 'c-a');
  });

  const { conversation, tail } = held?.read() ?? {};
  const answer = conversation && findMessage(conversation, 'c-a');
  expect(answer && contentOf(answer)).toBe('once');
  expect(tail && eventsAfter(tail, 2)?.map(({ sync_id }) => sync_id)).toEqual(expected);
  expect(woken).toEqual(expected);
  expect(found).toEqual(expectedFound);
});

it('a commit in doubt is looked up though nobody asks for anything', async () => {
  const { log, fail } = await openUncertainLog();
  await startConversation(log);
  fail('after');
  await expect(log.transact('c', (draft) => end(draft, 'c-a'))).rejects.toThrow('connection lost');
  const found = new Promise((resolve) => log.onFound(resolve));
  fail(undefined);

  expect(await found).toEqual(new Set(['c']));
});
