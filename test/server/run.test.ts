import { describe, expect, it } from 'vitest';
import { contentOf, findMessage } from '../../src/protocol/index.ts';
import { systemEnvironment, type Environment } from '../../src/server/environment.ts';
import { silentLogger } from '../../src/server/logger.ts';
import { startRun } from '../../src/server/run.ts';
import { defineTool, type ChatTool } from '../../src/server/tools/index.ts';
import { createManualModel } from '../support/manual-model.ts';
import { openLog, startConversation, type OpenLog } from './log/log-fixture.ts';

const limits = { firstTokenMs: 60_000, betweenTokensMs: 60_000, toolMs: 60_000, maxToolRounds: 8 };

const stopped = { type: 'Complete', message_id: 'c-a', status: 'stopped', at: 1 } as const;

/** An environment whose timers go off when the test says so; the limits of a run are no matter here. */
function createStoppedClock() {
  const waiting: (() => void)[] = [];
  let noticed: () => void = () => undefined;
  const environment: Environment = {
    ...systemEnvironment,
    now: () => 0,
    after(delayMs, callback) {
      if (delayMs >= limits.toolMs) return () => undefined;
      waiting.push(callback);
      noticed();
      return () => undefined;
    },
  };
  return {
    environment,
    /** Resolves when something waits for a timer, and sets that off when called. */
    timer: async () => {
      if (waiting.length === 0) await new Promise<void>((resolve) => (noticed = resolve));
      return () => waiting.shift()?.();
    },
  };
}

async function start({ log }: OpenLog, environment: Environment, tools: readonly ChatTool[] = []) {
  await startConversation(log);
  const held = await log.hold('c');
  const model = createManualModel();
  const read = () => {
    const answer = held && findMessage(held.read().conversation, 'c-a');
    if (!answer) throw new Error('There is no answer.');
    return answer;
  };
  const options = {
    log,
    environment,
    logger: silentLogger,
    flushIntervalMs: 25,
    maxAnswerBytes: 1024,
    limits,
    admit: async () => undefined,
    tools: async () => tools,
    userId: 'u',
  };
  const run = startRun({ ...options, conversationId: 'c', answer: read(), models: () => [model] });
  return { run, read, model, answer: await model.next() };
}

describe('a run', () => {
  it('stores its first word at once, and what follows once the flush interval has passed', async () => {
    const opened = await openLog();
    const clock = createStoppedClock();
    const { run, read, answer } = await start(opened, clock.environment);
    const appended = () => new Promise<unknown>((resolve) => opened.log.onAppended(resolve));

    const first = appended();
    answer.write('one');
    await first;
    answer.write(' two');
    answer.write(' three');
    const passes = await clock.timer();
    expect(contentOf(read())).toBe('one');
    const second = appended();
    passes();
    await second;
    expect(contentOf(read())).toBe('one two three');

    answer.finish();
    await run.ended;
    expect(read().status).toBe('complete');
  });

  it('tries again what could not be stored, and loses nothing of it', async () => {
    const opened = await openLog();
    const clock = createStoppedClock();
    const { run, read, answer } = await start(opened, clock.environment);
    await opened.database.schema.alterTable('journal').renameTo('journal_away').execute();

    answer.write('kept ');
    const passes = await clock.timer();
    answer.write('whole');
    await opened.database.schema.alterTable('journal_away').renameTo('journal').execute();
    expect(contentOf(read())).toBe('');
    passes();
    answer.finish();
    await run.ended;

    expect(contentOf(read())).toBe('kept whole');
    expect(read().status).toBe('complete');
  });

  it('leaves the model once the log shows that its answer has ended, though nobody says so', async () => {
    const opened = await openLog();
    const { run, read, answer } = await start(opened, systemEnvironment);
    answer.write('unheard');
    await new Promise<unknown>((resolve) => opened.log.onAppended(resolve));
    await opened.log.transact('c', (draft) => draft.append(stopped));
    answer.write(' of');
    await answer.aborted;
    await run.ended;
    expect(read()).toMatchObject({ status: 'stopped', parts: [{ type: 'text' }] });
    expect(contentOf(read())).toBe('unheard');
  });

  it('carries out no call twice when its answer has ended meanwhile, though nobody says so', async () => {
    const opened = await openLog();
    const { promise: looked, resolve: look } = Promise.withResolvers<string>();
    let calls = 0;
    const tool = defineTool({
      name: 'look',
      description: 'Looks.',
      inputSchema: {},
      read: () => undefined,
      execute: () => {
        calls += 1;
        return looked;
      },
    });
    const { run, read, answer } = await start(opened, systemEnvironment, [tool]);
    answer.call('c0', 'look', {});
    answer.finish('tool-calls');
    await new Promise<unknown>((resolve) => opened.log.onAppended(resolve));
    await opened.log.transact('c', (draft) => draft.append(stopped));
    look('seen');
    await run.ended;
    expect(calls).toBe(1);
    expect(read().status).toBe('stopped');
  });

  it('asks a person once, though the answer to the commit that says so was lost', async () => {
    const opened = await openLog();
    const clock = createStoppedClock();
    let isLosing = false;
    const log: OpenLog['log'] = {
      ...opened.log,
      async transact(conversationId, change) {
        const result = await opened.log.transact(conversationId, change);
        if (isLosing) {
          isLosing = false;
          throw new Error('the connection broke before the answer to a commit came');
        }
        return result;
      },
    };
    const send = { name: 'send', description: 'Sends.', inputSchema: {}, needsApproval: true, read: () => undefined };
    const tool = defineTool({ ...send, execute: () => 'sent' });
    const { run, read, model, answer } = await start({ ...opened, log }, clock.environment, [tool]);

    isLosing = true;
    answer.call('c0', 'send', {});
    answer.finish('tool-calls');
    const again = await clock.timer();
    const allowed = { type: 'ToolUpdate', message_id: 'c-a', tool: { id: 'c0', status: 'running' }, at: 1 } as const;
    await opened.log.transact('c', (draft) => draft.append(allowed));
    again();
    (await model.next()).finish();
    await run.ended;
    expect(read()).toMatchObject({ status: 'complete', parts: [{ id: 'c0', status: 'done', output: 'sent' }] });
  });
});
