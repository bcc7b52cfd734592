import { describe, expect, it } from 'vitest';
import { createHolders } from '../../src/client/holders.ts';
import { createFakeWorld } from '../support/fake-world.ts';

function hold() {
  const world = createFakeWorld();
  const counted = { held: 0, released: 0 };
  const holders = createHolders({
    environment: world.environment,
    lingerMs: 200,
    onHeld: () => void counted.held++,
    onReleased: () => void counted.released++,
  });
  return { world, counted, holders };
}

describe('what is held', () => {
  it('is held until the last of several has released it', () => {
    const { world, counted, holders } = hold();
    const [first, second] = [holders.hold('first'), holders.hold('second')];
    first();
    world.advance(1_000);
    expect(counted).toEqual({ held: 1, released: 0 });
    second();
    world.advance(1_000);
    expect(counted).toEqual({ held: 1, released: 1 });
  });

  it('stays for the time that it lingers, and not longer', () => {
    const { world, counted, holders } = hold();
    holders.hold('first')();
    world.advance(199);
    expect([holders.isHeld(), counted.released]).toEqual([true, 0]);
    world.advance(1);
    expect([holders.isHeld(), counted.released]).toEqual([false, 1]);
  });

  it('D20: is found as it was by whoever comes while it lingers', () => {
    const { world, counted, holders } = hold();
    holders.hold('first')();
    world.advance(199);
    const release = holders.hold('second');
    world.advance(10_000);
    expect(counted).toEqual({ held: 1, released: 0 });
    release();
    release();
    world.advance(200);
    expect(counted).toEqual({ held: 1, released: 1 });
  });
});
