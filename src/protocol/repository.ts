/** A repository that an answer is about. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  /** A branch, tag or commit. @default the default branch */
  readonly branch?: string;
}

/** The most repositories of one message. */
export const maxRepositories = 5;

const form = /^([a-z\d](?:[a-z\d-]{0,38}))\/((?!\.{1,2}(?:#|$))[\w.-]{1,100})(?:#([\w.+@=/-]{1,150}))?$/i;
/** What Git allows in no branch, and what a path could climb by. */
const notInBranch = /^\/|\.\.|\/\/|@\{|(^|\/)[.-]|(\.lock|[./])(\/|$)/;

/** What `owner/name` or `owner/name#branch` names; undefined where it is neither. */
export function parseRepository(text: string): Repository | undefined {
  const [, owner, name, branch] = form.exec(text) ?? [];
  if (owner === undefined || name === undefined) return undefined;
  if (branch === undefined) return { owner, name };
  return notInBranch.test(branch) ? undefined : { owner, name, branch };
}
