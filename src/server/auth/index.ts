export type { Accounts } from './accounts.ts';
export type { Routes } from './auth-routes.ts';
export { encryption } from './cookies.ts';
export { createAuth, type Auth } from './create-auth.ts';
export { createGitHubOAuth, type GitHubOAuth, type GitHubOAuthOptions } from './github-oauth.ts';
export { createScrambleOAuth, type ScrambleOAuth, type ScrambleOAuthOptions } from './scramble-oauth.ts';
export { sessionSecret } from './session-secret.ts';
export type { SessionStore, StoredSession } from './session-store.ts';
export { createSessions, type Identity, type Session, type Sessions } from './sessions.ts';
export { signInFromEnvironment } from './sign-in-from-environment.ts';
export type { Profile, SignInProvider, SignInRequest } from './sign-in-provider.ts';
export { startTending } from './tend-sessions.ts';
export {
  createWho,
  type Authorization,
  type AuthorizedUser,
  type Authorize,
  type AuthorizeRequest,
  type TokenHolder,
  type Who,
} from './who.ts';
