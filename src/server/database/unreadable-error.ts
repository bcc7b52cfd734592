/** Something in the database is not as it was written. What it holds is not told: people may have written it. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';

  /** @param what as in “row 7 of the journal”. */
  constructor(what: string) {
    super(`${what} cannot be read`);
  }
}
