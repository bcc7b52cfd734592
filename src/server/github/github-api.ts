import { ToolError } from '../tools/index.ts';
import { retryAfter } from '../retry-after.ts';
import { readUpTo } from './read-up-to.ts';

/** How GitHub is reached. */
export interface GitHubApiOptions {
  /** @default 'https://api.github.com' */
  readonly apiUrl?: string;
  /** The token for a user's requests; undefined: none. */
  readonly tokenOf: (userId: string) => Promise<string | undefined> | string | undefined;
}

/** One request. Every segment of its path is data, and stays one segment. */
export interface GitHubRequest {
  readonly userId: string;
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Asks for a file as it is. @default JSON */
  readonly raw?: true;
  /** Sent by POST. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** What GitHub answered. */
export interface GitHubResponse {
  readonly bytes: Uint8Array;
  /** Whether there was more than is read. */
  readonly isCut: boolean;
  /** Whether there is a next page. */
  readonly hasMore: boolean;
}

/** GitHub, as far as tools need it. */
export interface GitHubApi {
  /** @throws ToolError in words that give nothing of the answer away. */
  request(request: GitHubRequest): Promise<GitHubResponse>;
}

/** The most that is read of a file, in bytes. */
const maxFileBytes = 1024 * 1024;
/** The most that is read of JSON, of which little is kept: all paths of a repository are 7 MB by GitHub's own count, which leaves addresses out. */
const maxJsonBytes = 16 * 1024 * 1024;

/** GitHub's REST API. A redirect is never followed: it would leave the repository that was asked for, and take the token with it. */
export function createGitHubApi({ apiUrl = 'https://api.github.com', tokenOf }: GitHubApiOptions): GitHubApi {
  const base = apiUrl.replace(/\/+$/, '');
  return {
    async request({ userId, path, query = {}, raw, body, signal }) {
      const url = new URL(`${base}/${path.map(segment).join('/')}`);
      for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
      const token = await tokenOf(userId);
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        signal,
        headers: {
          accept: raw ? 'application/vnd.github.raw+json' : 'application/vnd.github+json',
          'user-agent': 'react-chat-socket',
          'x-github-api-version': '2022-11-28',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        throw new ToolError('GitHub cannot be reached.', { cause: error });
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw refusal(response);
      }
      const read = await readUpTo(response.body, raw ? maxFileBytes : maxJsonBytes).catch((error: unknown) => {
        throw new ToolError('The answer of GitHub was cut off.', { cause: error });
      });
      return { ...read, hasMore: /rel="next"/.test(response.headers.get('link') ?? '') };
    },
  };
}

/** `.` and `..` would be taken out of the path, with what stands before them. */
function segment(text: string): string {
  if (text === '' || text === '.' || text === '..')
    throw new ToolError('The path is wrong: it may hold neither empty parts nor dots alone.');
  return encodeURIComponent(text);
}

function refusal({ status, headers }: Response): ToolError {
  const cause = new Error(`GitHub answered ${status}.`);
  const waitSeconds = limitOf(status, headers);
  if (waitSeconds !== undefined) return new ToolError(`GitHub has had too many requests. Try again in ${waitSeconds} s.`, { cause });
  if (status >= 300 && status < 400)
    return new ToolError('This has moved to another place on GitHub, and is not followed there.', { cause });
  if (status === 401) return new ToolError('GitHub does not accept the token of this server or user.', { cause });
  if (status === 403) return new ToolError('GitHub does not allow this with the token of this server or user.', { cause });
  if (status === 404) return new ToolError('There is nothing like that on GitHub, or it may not be seen.', { cause });
  if (status === 409 || status === 410 || status === 422) return new ToolError('GitHub cannot do that here.', { cause });
  return new ToolError('GitHub does not work at the moment.', { cause });
}

/** For how many seconds no more is answered; undefined where that is not what the answer says. */
function limitOf(status: number, headers: Headers): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const afterMs = retryAfter((name) => headers.get(name));
  if (afterMs !== undefined) return Math.ceil(afterMs / 1000);
  if (headers.get('x-ratelimit-remaining') !== '0') return status === 429 ? 60 : undefined;
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) - Date.parse(headers.get('date') ?? '') / 1000;
  return Number.isFinite(reset) ? Math.max(1, Math.ceil(reset)) : 60;
}
