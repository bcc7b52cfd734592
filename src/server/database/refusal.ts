/** What PostgreSQL says of data that it will not take (22), of what breaks a rule of a table (23), and of damage (XX001, XX002). */
const postgresCodes = /^(?:22|23)...$|^XX00[12]$/;
/** What SQLite says of the same. */
const sqliteCodes = /^SQLITE_(?:CONSTRAINT|CORRUPT|MISMATCH|RANGE|TOOBIG)/;

/** Whether an error is about what was asked for: the database is well, and may take something else. */
export function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return postgresCodes.test(code) || sqliteCodes.test(code);
}
