import type { ChatTool } from '../tools/index.ts';
import { allowedRepos } from './allowed-repos.ts';
import { createGitHubApi } from './github-api.ts';
import { readTools } from './read-tools.ts';
import { writeTools } from './write-tools.ts';

/** Whose GitHub it is, and where. */
export interface GitHubOptions {
  /**
   * For users who have none of their own: each of them may read what it may read, and write what it may write. @default none, which sees what
   * is public, slowly
   */
  readonly token?: string | undefined;
  /** The token of a user who has signed in with GitHub; it wins over `token`. @default nobody has one */
  readonly tokenOf?: ((userId: string) => Promise<string | undefined>) | undefined;
  /** @default 'https://api.github.com' */
  readonly apiUrl?: string | undefined;
}

/** Reads the repositories that a message names, and writes to them where the user allows it. */
export interface GitHubService {
  /** What the model may call for an answer about those repositories, and nothing beyond them. Without repositories: nothing. */
  toolsFor(repos: readonly string[]): readonly ChatTool[];
}

/** GitHub's REST API, as tools. */
export function createGitHubService({ token, tokenOf = async () => undefined, apiUrl }: GitHubOptions = {}): GitHubService {
  const api = createGitHubApi({ tokenOf: async (userId) => (await tokenOf(userId)) ?? token, ...(apiUrl === undefined ? {} : { apiUrl }) });
  return {
    toolsFor(names) {
      if (names.length === 0) return [];
      const repos = allowedRepos(names);
      return [...readTools(api, repos), ...writeTools(api, repos)];
    },
  };
}
