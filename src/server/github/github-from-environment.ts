import { readSetting, yesOrNo } from '../settings-from-environment.ts';
import { StartError } from '../start-error.ts';
import type { GitHubOptions } from './github-service.ts';

/**
 * The GitHub that the environment names: by `GITHUB_TOKEN`, or because users sign in with it (`GITHUB_CLIENT_ID`); `GITHUB_API_URL` says
 * where it is, and `GITHUB_TOKEN_MAY_WRITE` whether that token may write. No GitHub: no answer is about repositories.
 * @throws StartError that names the variable and says what was expected.
 */
export function githubFromEnvironment(environment: Readonly<Record<string, string | undefined>>): GitHubOptions | undefined {
  const { GITHUB_TOKEN: token, GITHUB_TOKEN_MAY_WRITE: mayWrite, GITHUB_API_URL: apiUrl, GITHUB_CLIENT_ID: clientId } = environment;
  if (!token && !clientId) return undefined;
  if (apiUrl && !/^https?:$/.test(URL.parse(apiUrl)?.protocol ?? ''))
    throw new StartError('GITHUB_API_URL: expected a URL that starts with https://');
  if (token && !/^[!-~]+$/.test(token)) throw new StartError('GITHUB_TOKEN: expected printable characters without spaces');
  const tokenMayWrite = mayWrite ? readSetting('GITHUB_TOKEN_MAY_WRITE', mayWrite, yesOrNo) : false;
  return { tokenMayWrite, ...(token ? { token } : {}), ...(apiUrl ? { apiUrl } : {}) };
}
