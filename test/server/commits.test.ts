import { expect, it } from 'vitest';
import { contentOf, findMessage } from '../../src/protocol/index.ts';
import { systemEnvironment } from '../../src/server/environment.ts';
import { silentLogger } from '../../src/server/logger.ts';
import { startRun } from '../../src/server/run.ts';
import { createManualModel } from '../support/manual-model.ts';
import { openLog, startConversation } from './log/log-fixture.ts';

/** So many answers in the making, and how many changes each transaction of their log was made of. */
async function startRuns(count: number) {
  const commits: number[] = [];
  const opened = await openLog({
    observer: {
      onStored: () => undefined,
      onCommit({ changes, isStored }) {
        if (isStored) commits.push(changes);
      },
    },
  });
  const { log, database } = opened;
  const started = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const conversationId = `c${n}`;
      await startConversation(log, conversationId);
      const held = await log.hold(conversationId);
      const model = createManualModel();
      const read = () => {
        const answer = held && findMessage(held.read().conversation, `${conversationId}-a`);
        if (!answer) throw new Error('There is no answer.');
        return answer;
      };
      const run = startRun({
        conversationId,
        answer: read(),
        log,
        environment: systemEnvironment,
        logger: silentLogger,
        flushIntervalMs: 0,
        maxAnswerBytes: 1024,
        limits: { firstTokenMs: 60_000, betweenTokensMs: 60_000, toolMs: 60_000, maxToolRounds: 8 },
        admit: async () => undefined,
        models: () => [model],
        tools: async () => [],
        userId: 'owner',
      });
      return { run, read, answer: await model.next() };
    }),
  );
  commits.length = 0;
  const journalRows = async () => (await database.selectFrom('journal').select('seq').execute()).length;
  const appended = () => new Promise<unknown>((resolve) => log.onAppended(resolve));
  return { started, commits, journalRows, appended };
}

it.each([1, 300])('what the models of %i answers say in one tick is one transaction, and one row of the journal', async (count) => {
  const { started, commits, journalRows, appended } = await startRuns(count);
  const rowsBefore = await journalRows();
  const words = ['one', ' two', ' three', ' four', ' five'];

  for (const word of words) {
    const stored = appended();
    for (const { answer } of started) answer.write(word);
    await stored;
  }

  expect(commits).toEqual(words.map(() => count));
  expect(await journalRows()).toBe(rowsBefore + words.length);
  for (const { read } of started) expect(contentOf(read())).toBe(words.join(''));

  for (const { answer } of started) answer.finish();
  await Promise.all(started.map(({ run }) => run.ended));
});
