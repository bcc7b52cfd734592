export { githubFromEnvironment } from './github-from-environment.ts';
export { createGitHubService, type GitHubOptions, type GitHubService } from './github-service.ts';
