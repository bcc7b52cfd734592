export { githubFromEnvironment } from './github-from-environment.ts';
export { createGitHubService, type GitHubOptions, type GitHubService, type GitHubToolsRequest } from './github-service.ts';
