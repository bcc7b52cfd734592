import type { ChatTool } from '../tools/index.ts';
import { allowedRepos } from './allowed-repos.ts';
import { createGitHubApi } from './github-api.ts';
import { readTools } from './read-tools.ts';
import { writeTools } from './write-tools.ts';

/** Whose GitHub it is, and where. */
export interface GitHubOptions {
  /** For users who have none of their own: each of them may read what it may read. @default none, which sees what is public, slowly */
  readonly token?: string | undefined;
  /**
   * Whether those users may also write by it, in its owner's name, once they have allowed the call: think of strangers before you say so.
   * @default false
   */
  readonly tokenMayWrite?: boolean | undefined;
  /** The token of a user who has signed in with GitHub; it wins over `token`. @default nobody has one */
  readonly tokenOf?: ((userId: string) => Promise<string | undefined>) | undefined;
  /** @default 'https://api.github.com' */
  readonly apiUrl?: string | undefined;
}

/** For whom an answer is made, and which repositories it is about. */
export interface GitHubToolsRequest {
  readonly userId: string;
  readonly repos: readonly string[];
}

/** Reads the repositories that a message names, and writes to them where the user allows it. */
export interface GitHubService {
  /** What the model may call for an answer about those repositories, and nothing beyond them. Without repositories: nothing. */
  toolsFor(request: GitHubToolsRequest): Promise<readonly ChatTool[]>;
}

/** GitHub's REST API, as tools. */
export function createGitHubService(options: GitHubOptions = {}): GitHubService {
  const { token, tokenMayWrite = false, tokenOf = async () => undefined, apiUrl } = options;
  const readsBy = async (userId: string) => (await tokenOf(userId)) ?? token;
  const writesBy = tokenMayWrite ? readsBy : tokenOf;
  const apiOf = (by: typeof readsBy) => createGitHubApi({ tokenOf: by, ...(apiUrl === undefined ? {} : { apiUrl }) });
  return {
    async toolsFor({ userId, repos: names }) {
      if (names.length === 0) return [];
      const repos = allowedRepos(names);
      const mayWrite = (await writesBy(userId)) !== undefined;
      return [...readTools(apiOf(readsBy), repos), ...(mayWrite ? writeTools(apiOf(writesBy), repos) : [])];
    },
  };
}
