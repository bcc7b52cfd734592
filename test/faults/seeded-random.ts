/** Chance that can be had again: the same seed gives the same numbers. */
export interface SeededRandom {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** True that often, from 0 (never) to 1 (always). */
  chance(probability: number): boolean;
}

/** Numbers by the mulberry32 generator. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    chance: (probability) => next() < probability,
  };
}

/** A number that depends on every character of a text. */
export function seedOf(text: string): number {
  let seed = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) seed = Math.imul(seed ^ text.charCodeAt(place), 0x01000193);
  return seed >>> 0;
}
