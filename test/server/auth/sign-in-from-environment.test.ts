import { expect, it } from 'vitest';
import { signInFromEnvironment } from '../../../src/server/auth/index.ts';

const github = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
const scramble = { SCRAMBLE_ISSUER: 'https://id.example/', SCRAMBLE_CLIENT_ID: 'id' };

it('offers those whose variables are set', () => {
  expect(signInFromEnvironment({}).map(({ id }) => id)).toEqual([]);
  expect(signInFromEnvironment({ ...github, ...scramble }).map(({ id }) => id)).toEqual(['github', 'scramble']);
});

it('takes a provider without encryption on this machine', () => {
  expect(signInFromEnvironment({ ...scramble, SCRAMBLE_ISSUER: 'http://localhost:4000' })).toHaveLength(1);
});

it.each([
  [{ GITHUB_CLIENT_ID: 'id' }, 'GITHUB_CLIENT_SECRET: expected some text, as GITHUB_CLIENT_ID is set.'],
  [{ GITHUB_CLIENT_SECRET: 'secret' }, 'GITHUB_CLIENT_ID: expected some text, as GITHUB_CLIENT_SECRET is set.'],
  [{ SCRAMBLE_ISSUER: 'https://id.example' }, 'SCRAMBLE_CLIENT_ID: expected some text, as SCRAMBLE_ISSUER is set.'],
  [{ SCRAMBLE_CLIENT_ID: 'id' }, 'SCRAMBLE_ISSUER: expected some text, as SCRAMBLE_CLIENT_ID is set.'],
  [{ ...scramble, SCRAMBLE_ISSUER: 'id.example' }, 'SCRAMBLE_ISSUER: expected an address like https://example.org.'],
  [{ ...scramble, SCRAMBLE_ISSUER: 'http://id.example' }, 'SCRAMBLE_ISSUER: expected an address that starts with https://.'],
  [{ ...github, GITHUB_URL: 'http://github.example' }, 'GITHUB_URL: expected an address that starts with https://.'],
])('refuses what could not work, before the first person tries: %j', (environment, message) => {
  expect(() => signInFromEnvironment(environment)).toThrow(message);
});
