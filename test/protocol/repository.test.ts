import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRepository } from '../../src/protocol/index.ts';

it.each([
  ['owner/name', { owner: 'owner', name: 'name' }],
  ['O-1/n.a_m-e', { owner: 'O-1', name: 'n.a_m-e' }],
  ['owner/.github', { owner: 'owner', name: '.github' }],
  ['owner/name#main', { owner: 'owner', name: 'name', branch: 'main' }],
  ['owner/name#feat/x-1.2', { owner: 'owner', name: 'name', branch: 'feat/x-1.2' }],
])('R4.24: %s names a repository', (text, expected) => {
  expect(parseRepository(text)).toEqual(expected);
});

it.each([
  '',
  'name',
  'owner/',
  '/name',
  'owner/..',
  'owner/.',
  '../name',
  '-owner/name',
  'owner/name/more',
  'owner/na me',
  'owner/name?x=1',
  'owner/name%2f..',
  'owner\\name',
  'owner/name#',
  'owner/name#..',
  'owner/name#a/../b',
  'owner/name#/a',
  'owner/name#a/',
  'owner/name#a//b',
  'owner/name#.a',
  'owner/name#a.lock',
  'owner/name#a@{1}',
  'owner/name#a b',
  'owner/name#a&b',
  'owner/..#main',
  ` owner/name`,
  'owner/name\n',
  'ówner/name',
  `${'o'.repeat(40)}/name`,
  `owner/${'n'.repeat(101)}`,
  `owner/name#${'b'.repeat(151)}`,
])('R4.24: %j names none', (text) => {
  expect(parseRepository(text)).toBeUndefined();
});

it('whatever is taken stays in its place in a path', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w.#/@{}%?&+-]{1,20}\/[\w.#/@{}%?&+-]{1,20}$/), (text) => {
      const repository = parseRepository(text);
      if (!repository) return;
      const path = `/repos/${repository.owner}/${repository.name}/contents`;
      expect(new URL(path, 'https://api.example').pathname).toBe(path);
    }),
  );
});
