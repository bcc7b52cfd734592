/** The server cannot start as it was asked to. The message is one line for the person who started it: what is wrong, and what was expected. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
