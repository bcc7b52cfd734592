import { defineTool, type ChatTool } from '../tools/index.ts';
import type { AllowedRepos } from './allowed-repos.ts';
import type { GitHubApi } from './github-api.ts';
import { readObject } from './json-fields.ts';

const maxBodyLength = 20_000;
const body = { type: 'string', description: 'Markdown.', maxLength: maxBodyLength };

/** The tools that write in the person's name: each call waits until that person has allowed it. */
export function writeTools(api: GitHubApi, repos: AllowedRepos): ChatTool[] {
  return [
    defineTool({
      name: 'github_comment',
      description: 'Comments on an issue or a pull request.',
      inputSchema: {
        type: 'object',
        properties: { repo: repos.schema, number: { type: 'integer', minimum: 1 }, body },
        required: ['repo', 'number', 'body'],
        additionalProperties: false,
      },
      needsApproval: true,
      read: (input) => ({ repo: repos.read(input), number: input.whole('number', 1), body: input.text('body', maxBodyLength) }),
      async execute({ repo, number, body: text }, { userId, signal }) {
        const path = ['repos', repo.owner, repo.name, 'issues', String(number), 'comments'];
        const comment = readObject(await api.request({ userId, signal, path, body: { body: text } }));
        return { url: comment.text('html_url') };
      },
    }),
    defineTool({
      name: 'github_create_issue',
      description: 'Opens an issue.',
      inputSchema: {
        type: 'object',
        properties: { repo: repos.schema, title: { type: 'string', maxLength: 250 }, body },
        required: ['repo', 'title', 'body'],
        additionalProperties: false,
      },
      needsApproval: true,
      read: (input) => ({ repo: repos.read(input), title: input.text('title', 250), body: input.text('body', maxBodyLength) }),
      async execute({ repo, title, body: text }, { userId, signal }) {
        const path = ['repos', repo.owner, repo.name, 'issues'];
        const issue = readObject(await api.request({ userId, signal, path, body: { title, body: text } }));
        return { number: issue.number('number'), url: issue.text('html_url') };
      },
    }),
  ];
}
