/** The database cannot be reached, or takes nothing now. What was asked can be asked again. */
export class DatabaseAwayError extends Error {
  override readonly name = 'DatabaseAwayError';

  constructor(cause: unknown) {
    super(`The database is away: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'for no reason given';
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}
