import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createGitHubService, type GitHubOptions } from '../../../src/server/index.ts';
import { answerJson, startGitHubApiDouble, type Answers } from '../../support/github-api-double.ts';

/** The tools for some repositories, over a double that answers so. */
async function start(answers: Answers, { repos = ['octo/tool'], ...options }: GitHubOptions & { repos?: string[] } = {}) {
  const { apiUrl, seen } = await startGitHubApiDouble(answers);
  const tools = await createGitHubService({ apiUrl, ...options }).toolsFor({ userId: 'u', repos });
  const use = { userId: 'u', conversationId: 'c', messageId: 'm', toolId: 't', signal: new AbortController().signal };
  const prepare = async (name: string, input: unknown) => {
    const tool = tools.find((other) => other.name === name);
    if (!tool) throw new Error(`There is no tool ${name}.`);
    return tool.prepare(input, use);
  };
  const call = async (name: string, input: object = {}) => (await prepare(name, { repo: 'octo/tool', ...input })).run();
  return { call, prepare, seen, tools, urls: () => seen.map(({ url }) => url) };
}

/** Of somebody who has signed in with GitHub. */
const own: GitHubOptions = { tokenOf: async (userId) => `of-${userId}` };

const text =
  (content: string | Buffer) =>
  (response: ServerResponse): void =>
    void response.end(content);

describe('reading a repository', () => {
  it('lists a folder, of the branch that was named', async () => {
    const answers = { 'GET /repos/octo/tool/contents/src': [{ path: 'src/a.ts', type: 'file', size: 3, download_url: 'https://x' }] };
    const { call, urls } = await start(answers, { repos: ['octo/tool#dev'] });
    expect(await call('github_list', { path: 'src' })).toEqual([{ path: 'src/a.ts', type: 'file', size: 3 }]);
    expect(urls()).toEqual(['/repos/octo/tool/contents/src?ref=dev']);
  });

  it('lists the root', async () => {
    const { call, urls } = await start({ 'GET /repos/octo/tool/contents': [] });
    expect(await call('github_list')).toEqual([]);
    expect(urls()).toEqual(['/repos/octo/tool/contents']);
  });

  it('reads a file, whatever its name', async () => {
    const { call } = await start({ 'GET /repos/octo/tool/contents/a%20b/%23c%3Fd.md': text('one\ntwo') });
    expect(await call('github_read_file', { path: 'a b/#c?d.md' })).toEqual({ text: 'one\ntwo', from_line: 1 });
  });

  it('reads a long file in pieces, each from the line where the one before ended', async () => {
    const lines = Array.from({ length: 30_000 }, (_, place) => `line ${place + 1}`);
    const { call } = await start({ 'GET /repos/octo/tool/contents/long.txt': text(lines.join('\n')) });
    const read: string[] = [];
    for (let from: number | undefined = 1; from !== undefined;) {
      const piece = (await call('github_read_file', { path: 'long.txt', from_line: from })) as { text: string; next_line?: number };
      expect(piece.text.length).toBeLessThanOrEqual(40_000);
      read.push(piece.text);
      from = piece.next_line;
    }
    expect(read.join('\n').split('\n')).toEqual(lines);
  });

  it('reads no more than a megabyte of a huge file, and says so', async () => {
    let sent = 0;
    const endless = (response: ServerResponse): void => {
      const line = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(line)) sent += line.length;
        response.once('drain', more);
      };
      more();
    };
    const { call } = await start({ 'GET /repos/octo/tool/contents/huge.txt': endless });
    expect(await call('github_read_file', { path: 'huge.txt' })).toMatchObject({ is_cut: true });
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  it('refuses a binary file', async () => {
    const { call } = await start({ 'GET /repos/octo/tool/contents/a.png': text(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1])) });
    await expect(call('github_read_file', { path: 'a.png' })).rejects.toThrow('This is a binary file');
  });

  it('finds files by a part of their path', async () => {
    const tree = [
      { path: 'src/Reader.ts', type: 'blob' },
      { path: 'readme.md', type: 'blob' },
      { path: 'src', type: 'tree' },
    ];
    const { call } = await start({ 'GET /repos/octo/tool/git/trees/HEAD': { tree, truncated: false } });
    expect(await call('github_find_files', { part: 'read' })).toEqual({
      paths: [
        { path: 'src/Reader.ts', type: 'blob' },
        { path: 'readme.md', type: 'blob' },
      ],
      is_complete: true,
    });
  });

  it('finds files among fifty thousand, and says where GitHub left some out', async () => {
    const sha = '0'.repeat(40);
    const tree = Array.from({ length: 50_000 }, (_, n) => ({ path: `src/file-${n}.ts`, mode: '100644', type: 'blob', sha, size: n }));
    const { call } = await start({ 'GET /repos/octo/tool/git/trees/HEAD': { tree, truncated: true } });
    expect(await call('github_find_files', { part: '-49999.' })).toEqual({
      paths: [{ path: 'src/file-49999.ts', type: 'blob' }],
      is_complete: false,
    });
  });

  it('reads each of two branches of one repository', async () => {
    const answers = { 'GET /repos/octo/tool/contents': [], 'GET /repos/octo/Tool/contents': [], 'GET /repos/octo/other/contents': [] };
    const { call, tools, urls } = await start(answers, { repos: ['octo/tool#v1', 'octo/tool#V1', 'octo/Tool', 'octo/other#main'] });
    const names = ['octo/tool#v1', 'octo/tool#V1', 'octo/Tool', 'octo/other'];
    expect(tools[0]?.inputSchema).toMatchObject({ properties: { repo: { enum: names } } });
    for (const repo of names) await call('github_list', { repo });
    expect(urls().map((url) => url.split('?')[1])).toEqual(['ref=v1', 'ref=V1', undefined, 'ref=main']);
  });

  it('reads an issue with a page of its comments, and says that there are more', async () => {
    const { call, urls } = await start({
      'GET /repos/octo/tool/issues/7': {
        title: 'It breaks',
        state: 'open',
        user: { login: 'ann' },
        created_at: 't',
        labels: [{ name: 'bug' }],
        body: 'Look.',
      },
      'GET /repos/octo/tool/issues/7/comments': (response: ServerResponse) =>
        answerJson(response, 200, [{ user: { login: 'bob' }, created_at: 't', body: 'Yes.' }], { link: '<https://x?page=3>; rel="next"' }),
    });
    expect(await call('github_read_issue', { number: 7, page: 2 })).toMatchObject({
      title: 'It breaks',
      by: 'ann',
      labels: ['bug'],
      comments: [{ by: 'bob', body: 'Yes.' }],
      has_more_comments: true,
    });
    expect(urls()[1]).toBe('/repos/octo/tool/issues/7/comments?per_page=50&page=2');
  });

  it('reads a pull request with the files that it changes', async () => {
    const { call } = await start({
      'GET /repos/octo/tool/pulls/8': { title: 'Mend it', state: 'open', head: { ref: 'mend' }, base: { ref: 'main' }, merged: false },
      'GET /repos/octo/tool/pulls/8/files': [
        { filename: 'a.ts', status: 'modified', additions: 1, deletions: 2, patch: '@@'.repeat(5000) },
      ],
    });
    const pull = (await call('github_read_pull_request', { number: 8 })) as { files: { patch: string }[] };
    expect(pull).toMatchObject({ title: 'Mend it', from: 'mend', into: 'main', is_merged: false, has_more_files: false });
    expect(pull.files[0]?.patch).toMatch(/ \[cut\]$/);
  });
});

describe('the repositories that were named', () => {
  it('are told to the model', async () => {
    const { tools } = await start({}, { repos: ['octo/tool#dev', 'octo/other'] });
    expect(tools[0]?.inputSchema).toMatchObject({ properties: { repo: { enum: ['octo/tool', 'octo/other'] } } });
  });

  it('bring no tools where there are none', async () => {
    expect(await createGitHubService(own).toolsFor({ userId: 'u', repos: [] })).toEqual([]);
  });

  it.each(['octo/secret', 'octo/tool/../secret', 'octo/tool#main', '', 7, undefined, 'OCTO/TOOLS'])(
    'are not left by naming %j',
    async (repo) => {
      const { prepare, tools, seen } = await start({}, own);
      for (const { name } of tools) {
        await expect(prepare(name, { repo, path: 'a', part: 'a', text: 'a', number: 1, body: 'b', title: 't' })).rejects.toThrow(/repo/);
      }
      expect(seen).toEqual([]);
    },
  );

  it.each(['..', '../secret', 'a/../../secret', './a', 'a/./b', 'a//b', '../../../user'])('are not left by the path %j', async (path) => {
    const { call, seen } = await start({});
    await expect(call('github_read_file', { path })).rejects.toThrow('The path is wrong');
    expect(seen).toEqual([]);
  });

  it.each(['..%2f..%2fsecret', '..\\..\\secret', '%2e%2e/secret', 'a\0b', '?ref=x', '#x'])(
    'hold the path %j as one of theirs',
    async (path) => {
      const { call, urls } = await start({});
      await expect(call('github_read_file', { path })).rejects.toThrow('There is nothing like that');
      expect(urls()[0]).toMatch(/^\/repos\/octo\/tool\/contents\/[^?#]+$/);
    },
  );

  it('are not left by a redirect, and the token is not taken along', async () => {
    const elsewhere = await startGitHubApiDouble({ 'GET /repos/octo/secret/contents/a': 'secret' });
    const { call } = await start(
      {
        'GET /repos/octo/tool/contents/a': (response: ServerResponse) =>
          void response.writeHead(301, { location: `${elsewhere.apiUrl}/repos/octo/secret/contents/a` }).end(),
      },
      { token: 'hidden' },
    );
    await expect(call('github_read_file', { path: 'a' })).rejects.toThrow('This has moved');
    expect(elsewhere.seen).toEqual([]);
  });

  it.each(['x" repo:octo/secret "', 'x repo:octo/secret', 'x\\" OR repo:octo/secret'])('are not left by a search for %j', async (words) => {
    const items = [
      { path: 'a.ts', repository: { full_name: 'Octo/Tool' } },
      { path: 'key.pem', repository: { full_name: 'octo/secret' } },
    ];
    const { call, urls } = await start({ 'GET /search/code': { total_count: 2, items } });
    expect(await call('github_search_code', { text: words })).toMatchObject({ paths: ['a.ts'] });
    const q = new URL(`http://x${urls()[0]}`).searchParams.get('q') ?? '';
    expect(q).toMatch(/^"[^"\\]*" repo:octo\/tool$/);
  });
});

describe('writing', () => {
  it.each([
    ['github_comment', { number: 7, body: 'Thanks.' }],
    ['github_create_issue', { title: 'It breaks', body: 'Look.' }],
  ])('%s waits for approval, and does nothing before', async (name, input) => {
    const { prepare, seen } = await start({}, own);
    expect((await prepare(name, { repo: 'octo/tool', ...input })).needsApproval).toBe(true);
    expect(seen).toEqual([]);
  });

  it('comments on an issue', async () => {
    const { call, seen } = await start({ 'POST /repos/octo/tool/issues/7/comments': { html_url: 'https://github.test/7' } }, own);
    expect(await call('github_comment', { number: 7, body: 'Thanks.' })).toEqual({ url: 'https://github.test/7' });
    expect(seen[0]?.body).toEqual({ body: 'Thanks.' });
  });

  it('opens an issue', async () => {
    const { call, seen } = await start({ 'POST /repos/octo/tool/issues': { number: 9, html_url: 'https://github.test/9' } }, own);
    expect(await call('github_create_issue', { title: 'It breaks', body: 'Look.' })).toEqual({ number: 9, url: 'https://github.test/9' });
    expect(seen[0]?.body).toEqual({ title: 'It breaks', body: 'Look.' });
  });

  it.each<[string, GitHubOptions, string | undefined]>([
    ['those who have a token of their own, by that', { ...own, token: 'of-server' }, 'Bearer of-u'],
    ['nobody by the token of the server', { token: 'of-server' }, undefined],
    ['nobody without a token', {}, undefined],
    ['nobody without a token, whatever that of the server may do', { tokenMayWrite: true }, undefined],
    ['others by the token of the server where that may write', { token: 'of-server', tokenMayWrite: true }, 'Bearer of-server'],
  ])('is offered to %s', async (_, options, expected) => {
    const { call, seen, tools } = await start(
      { 'POST /repos/octo/tool/issues': { number: 9, html_url: 'https://github.test/9' } },
      options,
    );
    const isOffered = tools.some(({ name }) => name === 'github_comment' || name === 'github_create_issue');
    expect(isOffered).toBe(expected !== undefined);
    if (isOffered) await call('github_create_issue', { title: 'It breaks', body: 'Look.' });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(isOffered ? [expected] : []);
  });

  it('does not fall back to the token of the server when the user’s own is gone', async () => {
    let isSignedIn = true;
    const tokenOf = async () => (isSignedIn ? 'of-u' : undefined);
    const refuse = (response: ServerResponse): void => answerJson(response, 401, {});
    const { call, seen } = await start({ 'POST /repos/octo/tool/issues': refuse }, { token: 'of-server', tokenOf });
    isSignedIn = false;
    await expect(call('github_create_issue', { title: 'It breaks', body: 'Look.' })).rejects.toThrow('GitHub does not accept the token');
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it('is all that needs approval', async () => {
    const { tools } = await start({}, own);
    expect(tools.map(({ name }) => name)).toEqual([
      'github_list',
      'github_read_file',
      'github_find_files',
      'github_search_code',
      'github_read_issue',
      'github_read_pull_request',
      'github_comment',
      'github_create_issue',
    ]);
  });
});

describe('the token', () => {
  it.each([
    [{}, undefined],
    [{ token: 'of-server' }, 'Bearer of-server'],
    [{ token: 'of-server', tokenOf: async (userId: string) => `of-${userId}` }, 'Bearer of-u'],
    [{ token: 'of-server', tokenOf: async () => undefined }, 'Bearer of-server'],
  ])('is the user’s, or else the server’s: %j', async (options, expected) => {
    const { call, seen } = await start({ 'GET /repos/octo/tool/contents': [] }, options);
    await call('github_list');
    expect(seen[0]?.headers.authorization).toBe(expected);
  });
});

describe('an answer of GitHub that is no success is told in words that give nothing away', () => {
  it.each([
    [401, {}, 'GitHub does not accept the token'],
    [403, {}, 'GitHub does not allow this'],
    [403, { 'retry-after': '30' }, 'GitHub has had too many requests. Try again in 30 s.'],
    [
      403,
      { 'retry-after': 'Mon, 23 Nov 2026 15:00:40 GMT', date: 'Mon, 23 Nov 2026 15:00:00 GMT' },
      'GitHub has had too many requests. Try again in 40 s.',
    ],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 'GitHub has had too many requests. Try again in 1 s.'],
    [429, {}, 'GitHub has had too many requests. Try again in 60 s.'],
    [404, {}, 'There is nothing like that on GitHub'],
    [422, {}, 'GitHub cannot do that here.'],
    [500, {}, 'GitHub does not work at the moment.'],
  ])('%i %j', async (status, headers, message) => {
    const refuse = (response: ServerResponse): void => answerJson(response, status, { message: 'upstream says hidden' }, headers);
    const { call } = await start({ 'GET /repos/octo/tool/contents': refuse }, { token: 'hidden' });
    const failed = await call('github_list').catch((error: Error) => error);
    expect(failed).toMatchObject({ name: 'ToolError', message: expect.stringContaining(message) });
    expect(String(failed)).not.toContain('hidden');
  });

  it('a connection that cannot be made', async () => {
    const { call } = await start({ 'GET /repos/octo/tool/contents': (response: ServerResponse) => response.destroy() });
    await expect(call('github_list')).rejects.toThrow('GitHub cannot be reached.');
  });

  it('JSON that is none, or too long', async () => {
    const { call } = await start({
      'GET /repos/octo/tool/contents': text('<html>'),
      'GET /repos/octo/tool/contents/b': text('x'.repeat(17 * 1024 * 1024)),
    });
    await expect(call('github_list')).rejects.toThrow('The answer of GitHub cannot be read.');
    await expect(call('github_list', { path: 'b' })).rejects.toThrow('The answer of GitHub is too long.');
  });
});
