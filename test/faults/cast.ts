/** One tab of a play. Conversations are named by numbers. */
export interface Role {
  /** Whose tab it is: the name stands in everything that is asked there, and in all answers to it. */
  readonly person: 'Anton' | 'Berta';
  /** The conversations that it follows and sends to. */
  readonly own: readonly [number, ...number[]];
  /** The conversations of another person that it asks for, and must not get. */
  readonly foreign: readonly number[];
}

/** Several tabs of one person with shared conversations, and a stranger. */
export const cast: readonly Role[] = [
  { person: 'Anton', own: [0], foreign: [] },
  { person: 'Anton', own: [0, 1], foreign: [] },
  { person: 'Anton', own: [0, 1], foreign: [] },
  { person: 'Berta', own: [2], foreign: [0] },
];

/** The conversations of a play. */
export const conversations: readonly number[] = [...new Set(cast.flatMap(({ own }) => own))];
