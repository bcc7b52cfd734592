/** What goes with a browser to a provider and back. */
export interface SignInRequest {
  /** Where the provider sends the browser. */
  readonly redirectUri: string;
  readonly state: string;
  /** What the provider repeats in what it signs. */
  readonly nonce: string;
  /** What proves that who asks for the token is who sent the browser (PKCE). */
  readonly verifier: string;
}

/** Who somebody is to a provider. */
export interface Profile {
  /** The name that never changes, and that no other user of the provider has. */
  readonly subject: string;
  readonly name: string | null;
  readonly avatar_url: string | null;
  /** What lets us act in the user's name there; null where that is not wanted. */
  readonly token: string | null;
}

/** Somebody who vouches for people. */
export interface SignInProvider {
  /** Its routes are `/auth/<id>` and `/auth/<id>/callback`. */
  readonly id: string;
  /** As people know it. */
  readonly name: string;
  /** Where a browser is sent to sign in. */
  authorizationUrl(request: SignInRequest): Promise<URL>;
  /**
   * Who has come back, by the address that the provider sent the browser to.
   * @throws when anything about it is wrong: its `code` says what.
   */
  profile(callback: URL, request: SignInRequest): Promise<Profile>;
}
