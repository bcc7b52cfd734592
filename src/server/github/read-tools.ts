import type { Repository } from '../../protocol/index.ts';
import { defineTool, ToolError, type ChatTool, type ToolInput, type ToolUse } from '../tools/index.ts';
import type { AllowedRepos } from './allowed-repos.ts';
import type { GitHubApi, GitHubRequest, GitHubResponse } from './github-api.ts';
import { readList, readObject, type JsonFields } from './json-fields.ts';
import { textOfFile } from './text-of-file.ts';

/** Entries of one page. */
const pageSize = 50;
/** Paths of one answer to a search. */
const maxPaths = 200;

const page = { type: 'integer', minimum: 1, description: 'The page, from 1 on.' };
const number = { type: 'integer', minimum: 1 };

/** The tools that read: nobody has to allow them, for they see only the repositories that the person named. */
export function readTools(api: GitHubApi, repos: AllowedRepos): ChatTool[] {
  const schema = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
    type: 'object',
    properties: { repo: repos.schema, ...properties },
    required: ['repo', ...required],
    additionalProperties: false,
  });
  const ask = (
    { owner, name }: Repository,
    path: readonly string[],
    use: ToolUse,
    rest: Partial<GitHubRequest> = {},
  ): Promise<GitHubResponse> => api.request({ userId: use.userId, signal: use.signal, path: ['repos', owner, name, ...path], ...rest });
  const numbered = (input: ToolInput) => ({ repo: repos.read(input), number: input.whole('number', 1), page: input.whole('page', 1, 1) });
  /** What has a number, and a page of one of its lists. */
  const askNumbered = async (kind: string, list: string, { repo, number: id, page: at }: ReturnType<typeof numbered>, use: ToolUse) => {
    const subject = readObject(await ask(repo, [kind, String(id)], use));
    const answer = await ask(repo, [kind, String(id), list], use, { query: { per_page: String(pageSize), page: String(at) } });
    return { subject, entries: readList(answer) ?? [], hasMore: answer.hasMore };
  };

  return [
    defineTool({
      name: 'github_list',
      description: 'Lists a folder of a repository.',
      inputSchema: schema({ path: { type: 'string', description: 'The folder. Without it the root.' } }),
      read: (input) => ({ repo: repos.read(input), path: pathOf(input.optionalText('path', 500)) }),
      async execute({ repo, path }, use) {
        const entries = readList(await ask(repo, ['contents', ...path], use, refOf(repo)));
        if (!entries) throw new ToolError('This is a file, not a folder.');
        return entries.map((entry) => ({ path: entry.text('path'), type: entry.text('type'), size: entry.number('size') }));
      },
    }),
    defineTool({
      name: 'github_read_file',
      description: 'Reads a text file of a repository, from a line on. A long one comes in several pieces.',
      inputSchema: schema({ path: { type: 'string' }, from_line: { type: 'integer', minimum: 1 } }, ['path']),
      read: (input) => ({ repo: repos.read(input), path: pathOf(input.text('path', 500)), fromLine: input.whole('from_line', 1, 1) }),
      execute: async ({ repo, path, fromLine }, use) =>
        textOfFile(await ask(repo, ['contents', ...path], use, { ...refOf(repo), raw: true }), fromLine),
    }),
    defineTool({
      name: 'github_find_files',
      description: 'Finds files of a repository by a part of their path.',
      inputSchema: schema({ part: { type: 'string', description: 'A part of the path, such as "test/" or ".md".' } }, ['part']),
      read: (input) => ({ repo: repos.read(input), part: input.text('part', 200).toLowerCase() }),
      async execute({ repo, part }, use) {
        const tree = readObject(await ask(repo, ['git', 'trees', repo.branch ?? 'HEAD'], use, { query: { recursive: '1' } }));
        const found = tree.list('tree').filter((entry) => entry.text('path')?.toLowerCase().includes(part));
        const paths = found.slice(0, maxPaths).map((entry) => ({ path: entry.text('path'), type: entry.text('type') }));
        return { paths, is_complete: found.length <= maxPaths && tree.flag('truncated') !== true };
      },
    }),
    defineTool({
      name: 'github_search_code',
      description: 'Finds the files of a repository that hold an exact text. It knows the default branch only.',
      inputSchema: schema({ text: { type: 'string' } }, ['text']),
      read: (input) => ({ repo: repos.read(input), text: input.text('text', 200) }),
      async execute({ repo, text }, use) {
        // In quotes a text is a text: outside of them it could ask for another repository.
        const words = text.replaceAll(/["\\\s]+/g, ' ').trim();
        const query = { q: `"${words}" repo:${repo.owner}/${repo.name}`, per_page: String(pageSize) };
        const found = readObject(await api.request({ userId: use.userId, signal: use.signal, path: ['search', 'code'], query }));
        const isOurs = (item: JsonFields) =>
          item.object('repository').text('full_name')?.toLowerCase() === `${repo.owner}/${repo.name}`.toLowerCase();
        return {
          paths: found
            .list('items')
            .filter(isOurs)
            .map((item) => item.text('path')),
          total: found.number('total_count'),
        };
      },
    }),
    defineTool({
      name: 'github_read_issue',
      description: 'Reads an issue or the talk of a pull request, with a page of its comments.',
      inputSchema: schema({ number, page }, ['number']),
      read: numbered,
      async execute(input, use) {
        const { subject: issue, entries, hasMore } = await askNumbered('issues', 'comments', input, use);
        const comments = entries.map((comment) => ({ ...authored(comment), body: comment.text('body', 8000) }));
        return { ...talk(issue), comments, has_more_comments: hasMore };
      },
    }),
    defineTool({
      name: 'github_read_pull_request',
      description: 'Reads a pull request, with a page of the files that it changes.',
      inputSchema: schema({ number, page }, ['number']),
      read: numbered,
      async execute(input, use) {
        const { subject: pull, entries, hasMore } = await askNumbered('pulls', 'files', input, use);
        const files = entries.map((file) => ({
          path: file.text('filename'),
          status: file.text('status'),
          additions: file.number('additions'),
          deletions: file.number('deletions'),
          patch: file.text('patch', 4000),
        }));
        const branches = { from: pull.object('head').text('ref'), into: pull.object('base').text('ref'), is_merged: pull.flag('merged') };
        return { ...talk(pull), ...branches, files, has_more_files: hasMore };
      },
    }),
  ];
}

function refOf({ branch }: Repository): Pick<GitHubRequest, 'query'> {
  return branch === undefined ? {} : { query: { ref: branch } };
}

function pathOf(text = ''): string[] {
  return text.split('/').filter((part, place, parts) => part !== '' || (place > 0 && place < parts.length - 1));
}

function authored(fields: JsonFields) {
  return { by: fields.object('user').text('login'), at: fields.text('created_at') };
}

function talk(fields: JsonFields) {
  const labels = fields.list('labels').map((label) => label.text('name'));
  return { title: fields.text('title'), state: fields.text('state'), ...authored(fields), labels, body: fields.text('body') };
}
