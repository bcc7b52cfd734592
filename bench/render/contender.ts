/** What the page of a contender does when it is told; under `window.contender`. */
export interface Contender {
  /** Shows so many conversations side by side, each with an answer that has come to this text and goes on, and `earlier` messages before it. */
  open(texts: readonly string[], earlier: readonly string[]): void;
  /** More of an answer, as one event of the wire. */
  write(place: number, text: string): void;
}

declare global {
  interface Window {
    contender: Contender;
  }
}
