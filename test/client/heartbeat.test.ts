import { describe, expect, it } from 'vitest';
import { startHeartbeat } from '../../src/client/heartbeat.ts';
import { createFakeWorld } from '../support/fake-world.ts';

function start() {
  const world = createFakeWorld();
  const counted = { pings: 0, silences: 0 };
  const heartbeat = startHeartbeat({
    environment: world.environment,
    intervalMs: 25_000,
    timeoutMs: 5_000,
    ping: () => void counted.pings++,
    onSilence: () => void counted.silences++,
  });
  return { world, counted, heartbeat };
}

describe('the heartbeat', () => {
  it('asks after an interval of silence, and gives up when no answer comes', () => {
    const { world, counted } = start();
    world.advance(24_999);
    expect(counted).toEqual({ pings: 0, silences: 0 });
    world.advance(1);
    expect(counted).toEqual({ pings: 1, silences: 0 });
    world.advance(5_000);
    expect(counted).toEqual({ pings: 1, silences: 1 });
  });

  it('takes any frame for life, and does not ask while frames come', () => {
    const { world, counted, heartbeat } = start();
    for (let second = 0; second < 120; second++) {
      world.advance(1_000);
      heartbeat.heard();
    }
    expect(counted).toEqual({ pings: 0, silences: 0 });
  });

  it('lives on when the answer comes in time', () => {
    const { world, counted, heartbeat } = start();
    world.advance(26_000);
    heartbeat.heard();
    world.advance(24_000);
    expect(counted).toEqual({ pings: 1, silences: 0 });
    world.advance(1_000);
    expect(counted.pings).toBe(2);
  });

  it('P13: after a sleep it asks again instead of ending a socket whose frames are not read yet', () => {
    const { world, counted, heartbeat } = start();
    world.advance(25_000);
    world.freeze(600_000);
    world.advance(0);
    expect(counted).toEqual({ pings: 2, silences: 0 });
    heartbeat.heard();
    world.advance(20_000);
    expect(counted.silences).toBe(0);
  });

  it('notices a dead socket after a sleep within one timeout', () => {
    const { world, counted } = start();
    world.advance(25_000);
    world.freeze(600_000);
    world.advance(5_000);
    expect(counted.silences).toBe(1);
  });

  it('gives up a dead socket also in a tab whose timers always come late', () => {
    const { world, counted } = start();
    for (const late of [0, 55_000, 55_000]) {
      world.freeze(late);
      world.advance(late === 0 ? 25_000 : 0);
    }
    expect(counted).toEqual({ pings: 2, silences: 1 });
  });

  it('forgives a late timer again once something has come in', () => {
    const { world, counted, heartbeat } = start();
    for (const pings of [2, 4]) {
      world.advance(25_000);
      world.freeze(600_000);
      world.advance(0);
      expect(counted).toEqual({ pings, silences: 0 });
      heartbeat.heard();
    }
  });

  it('asks once however often it is told to look', () => {
    const { world, counted, heartbeat } = start();
    world.advance(1_000);
    for (let signal = 0; signal < 20; signal++) heartbeat.probe();
    expect(counted.pings).toBe(1);
    world.advance(5_000);
    expect(counted.silences).toBe(1);
  });

  it('leaves no timer when stopped', () => {
    const { world, heartbeat } = start();
    heartbeat.probe();
    heartbeat.stop();
    expect(world.timers()).toBe(0);
  });
});
