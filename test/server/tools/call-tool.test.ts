import { describe, expect, it } from 'vitest';
import { systemEnvironment as environment } from '../../../src/server/environment.ts';
import { callTool } from '../../../src/server/tools/call-tool.ts';

describe('a call that nobody waits for any more', () => {
  it('is not made, though it was being prepared', async () => {
    const stop = new AbortController();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: prepared, resolve: prepare } = Promise.withResolvers<void>();
    const made: string[] = [];
    const outcome = callTool({
      prepare: async () => {
        begin();
        await prepared;
        return { run: () => void made.push('call') };
      },
      signal: stop.signal,
      limitMs: 60_000,
      environment,
    });
    await begun;
    stop.abort();
    expect(await outcome).toEqual({ type: 'left' });
    prepare();
    await new Promise(setImmediate);
    expect(made).toEqual([]);
  });

  it('is not even prepared when it is too late for that', async () => {
    const made: string[] = [];
    const prepare = () => {
      made.push('preparation');
      return { run: () => made.push('call') };
    };
    const outcome = await callTool({ prepare, signal: AbortSignal.abort(), limitMs: 60_000, environment });
    await new Promise(setImmediate);
    expect(outcome).toEqual({ type: 'left' });
    expect(made).toEqual([]);
  });
});
