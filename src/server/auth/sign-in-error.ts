/** Why somebody could not sign in. */
export type SignInFailure = 'expired' | 'refused' | 'unavailable' | 'too_many';

/** A sign-in that did not work. What the provider said is told to the operator alone. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly failure: SignInFailure;

  constructor(failure: SignInFailure, options?: ErrorOptions) {
    super(`The sign-in failed: ${failure}.`, options);
    this.failure = failure;
  }
}
