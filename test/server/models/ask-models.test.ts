import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/server/environment.ts';
import { askModels, ModelError, type ChatModel, type ModelDelta, type ModelRequest } from '../../../src/server/models/index.ts';
import { createManualModel } from '../../support/manual-model.ts';

const limits = { firstTokenMs: 60_000, betweenTokensMs: 30_000 };
const messages = [{ role: 'user' as const, content: 'Hello?' }];

/** A clock that stands still until it is told to go on. */
function createClock() {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  let noticed: () => void = () => undefined;
  const clock: Pick<Environment, 'now' | 'after'> = {
    now: () => now,
    after(delayMs, callback) {
      const timer = { at: now + delayMs, callback };
      timers.push(timer);
      noticed();
      return () => (timers = timers.filter((other) => other !== timer));
    },
  };
  return {
    environment: clock as Environment, // nothing else of it is used here
    timers: () => timers.map(({ at }) => at - now),
    /** Resolves when a timer is set. */
    set: () => new Promise<void>((resolve) => (noticed = resolve)),
    pass(ms: number) {
      now += ms;
      for (const { callback } of timers.filter(({ at }) => at <= now)) callback();
      timers = timers.filter(({ at }) => at > now);
    },
  };
}

function start(models: readonly ChatModel[], request: Partial<ModelRequest> = {}) {
  const clock = createClock();
  const failures: unknown[] = [];
  const stop = new AbortController();
  const deltas: unknown[] = [];
  const answer = askModels({
    models,
    request: { messages, useReasoning: false, signal: stop.signal, ...request },
    limits,
    environment: clock.environment,
    hear(delta) {
      deltas.push(delta.type === 'asked' ? `ask ${delta.model.name}` : delta);
      return undefined;
    },
    onRetry: (_, error) => failures.push(error),
  });
  const ended = answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  return { clock, deltas, ended, failures, stop };
}

/** A model that gives those deltas, and then fails if it is told to. */
function saying(name: string, said: readonly unknown[], failure?: Error): ChatModel {
  return {
    name,
    async *stream() {
      yield* said as ModelDelta[]; // a model of anybody's may give anything
      if (failure) throw failure;
    },
  };
}

const finish = { type: 'finish', finish_reason: 'stop' };
const hello = { type: 'content', text: 'Hello' };
const down = new ModelError({ code: 'model_unavailable', message: 'It is down.', retryable: true });
const busy = (retryAfterMs: number) => new ModelError({ code: 'model_rate_limited', message: 'Busy.', retryable: true }, { retryAfterMs });

describe('a model that fails before its first word', () => {
  it('is replaced by the next', async () => {
    const { deltas, ended, failures } = start([saying('a', [], down), saying('b', [hello, finish])]);
    expect(await ended).toBeUndefined();
    expect(deltas).toEqual(['ask a', 'ask b', hello, finish]);
    expect(failures).toEqual([down]);
  });

  it('fails the answer where it is the last', async () => {
    const { ended, deltas } = start([saying('a', [], new Error('?')), saying('b', [], down)]);
    expect(await ended).toBe(down);
    expect(deltas).toEqual(['ask a', 'ask b']);
  });

  it('has not begun by working on what is not shown', async () => {
    const { ended, deltas } = start([saying('a', [{ type: 'working' }], down), saying('b', [finish])]);
    expect(await ended).toBeUndefined();
    expect(deltas).toContain('ask b');
  });

  it('is asked again when its provider says when, twice, before the next takes its place', async () => {
    const { clock, ended, deltas } = start([saying('a', [], busy(2000)), saying('b', [finish])]);
    for (let tries = 0; tries < 2; tries += 1) {
      while (!clock.timers().includes(2000)) await clock.set();
      clock.pass(2000);
    }
    expect(await ended).toBeUndefined();
    expect(deltas).toEqual(['ask a', 'ask a', 'ask a', 'ask b', finish]);
  });

  it('is not waited for longer than 20 s', async () => {
    const failure = busy(20_001);
    expect(await start([saying('a', [], failure)]).ended).toBe(failure);
  });

  it('is not asked again for an answer that nobody wants any more', async () => {
    const { clock, ended, deltas, stop } = start([saying('a', [], busy(2000))]);
    while (!clock.timers().includes(2000)) await clock.set();
    stop.abort();
    expect(await ended).toBeUndefined();
    expect(deltas).toEqual(['ask a']);
  });
});

it('a model that fails behind its first word is not replaced', async () => {
  const { deltas, ended } = start([saying('a', [hello], down), saying('b', [finish])]);
  expect(await ended).toBe(down);
  expect(deltas).toEqual(['ask a', hello]);
});

describe('a model that says nothing', () => {
  it('until its first word is given up after its limit, and left', async () => {
    const model = createManualModel();
    const { clock, ended } = start([model]);
    const { aborted } = await model.next();
    clock.pass(limits.firstTokenMs - 1);
    clock.pass(1);
    expect(await ended).toMatchObject({ code: 'model_silent', retryable: true });
    await aborted;
  });

  it('between two words is given up after its limit, counted from the last', async () => {
    const model = createManualModel();
    const { clock, deltas, ended } = start([model]);
    const { write } = await model.next();
    write('one');
    await model.settled();
    clock.pass(limits.betweenTokensMs - 1);
    write('two');
    await model.settled();
    clock.pass(limits.betweenTokensMs - 1);
    expect(clock.timers()).toHaveLength(1);
    clock.pass(1);
    expect(await ended).toMatchObject({ code: 'model_silent' });
    expect(deltas).toHaveLength(3);
  });

  it.each(['work', 'write'] as const)('but gives signs of life is given up after ten times its limit: %s', async (sign) => {
    const model = createManualModel();
    const { clock, ended } = start([model]);
    const answer = await model.next();
    answer.write('one');
    for (let n = 0; n < 20; n += 1) {
      await model.settled();
      expect(clock.timers()).toHaveLength(1);
      clock.pass(limits.betweenTokensMs / 2);
      answer[sign]('');
    }
    expect(await ended).toMatchObject({ code: 'model_silent' });
  });

  it('for long, and goes on then, is heard to its end', async () => {
    const model = createManualModel();
    const { clock, ended } = start([model]);
    const answer = await model.next();
    for (let n = 0; n < 40; n += 1) {
      if (n % 15 === 0) answer.write('Hello');
      else answer.work();
      await model.settled();
      clock.pass(limits.betweenTokensMs / 2);
    }
    answer.finish();
    expect(await ended).toBeUndefined();
  });

  it('leaves no timer behind when it ends', async () => {
    const { clock, ended } = start([saying('a', [hello, finish])]);
    await ended;
    expect(clock.timers()).toEqual([]);
  });
});

it.each([
  [{ type: 'content' }],
  [{ type: 'content', text: 7 }],
  [{ type: 'tool-call', id: 'x' }],
  [{ type: 'nonsense' }],
  [null],
  ['text'],
])('a model that sends %j is broken, and says so', async (delta) => {
  expect(await start([saying('a', [hello, delta])]).ended).toMatchObject({ code: 'model_broken', retryable: true });
});

describe('what a model cannot do is not asked of it', () => {
  const tools = [{ name: 'weather', description: 'Tells the weather.', inputSchema: {} }];

  it.each([
    [{}, true, tools],
    [{ reasons: false }, false, tools],
    [{ callsTools: false }, true, undefined],
  ])('with the traits %j', async (traits, useReasoning, offered) => {
    const model = { ...createManualModel(), traits };
    start([model], { useReasoning: true, tools });
    const { request } = await model.next();
    expect(request.useReasoning).toBe(useReasoning);
    expect(request.tools).toEqual(offered);
  });
});
