import type { ReactNode } from 'react';

/** What joins the letter before it or has no width, more of it in a row than any language writes: the time to lay it out grows with its square. */
const pile = /([\p{M}\p{Cf}\p{EMod}]{32})/u;

/** A text as it is shown: piles of marks are cut, and a browser lays out each `bdi` by itself. No letter is left out. */
export function splitPiles(text: string): ReactNode {
  const pieces = text.split(pile);
  return pieces.length === 1 ? text : pieces.map((piece, place) => (place % 2 === 0 ? piece : <bdi key={place}>{piece}</bdi>));
}
