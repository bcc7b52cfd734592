import { leave, tellOtherTabs } from './other-tabs.ts';

/** Who is signed in. */
export interface AccountUser {
  readonly id: string;
  readonly provider: string;
  readonly name: string | null;
  readonly avatar_url: string | null;
}

/** Where one can sign in. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

/** What the server says of whoever looks at the page. */
export interface AccountState {
  readonly user: AccountUser | null;
  readonly providers: readonly Provider[];
}

/** One place where the user is signed in. */
export interface ListedSession {
  readonly id: string;
  readonly device: string | null;
  /** Milliseconds since 1970. */
  readonly renewed_at: number;
  readonly is_current: boolean;
}

async function ask(path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET'): Promise<Response> {
  const response = await fetch(path, { method });
  if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
  return response;
}

/** Who looks at the page, and where they could sign in. */
export async function fetchAccount(): Promise<AccountState> {
  return (await ask('/auth/me')).json();
}

/** Everywhere that they are signed in. */
export async function fetchSessions(): Promise<readonly ListedSession[]> {
  const { sessions } = await (await ask('/auth/sessions')).json();
  return sessions;
}

/** Signs out somewhere else. */
export async function endSession(id: string): Promise<void> {
  await ask(`/auth/sessions/${id}`, 'DELETE');
}

/** Signs out, in all tabs. */
export async function signOut(): Promise<void> {
  await ask('/auth/logout', 'POST');
  tellOtherTabs();
  leave();
}

/** The address of a sign-in that comes back to what is shown now. */
export function signInAddress({ url }: Provider): string {
  const { pathname, search, hash } = window.location;
  return `${url}?${new URLSearchParams({ return_to: `${pathname}${search}${hash}` })}`;
}
