/** A rule that is broken on purpose, and the test that must notice. */
export interface Mutant {
  /** What is done against which rule, in words. */
  readonly breaks: string;
  /** Under `src`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly code: string;
  /** What is put in its place. */
  readonly broken: string;
  readonly killedBy: NamedTest;
}

/** A test, or all tests of an `it.each`. */
export interface NamedTest {
  /** Under `test`. */
  readonly file: string;
  /** A part of its name that no other test of the file has. */
  readonly name: string;
}
