import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { signInFromEnvironment } from '../../src/server/auth/index.ts';
import { defaultSettings, githubFromEnvironment, routerFromEnvironment, settingsFromEnvironment } from '../../src/server/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

/** What the table says: each variable with its default. */
const told = new Map<string, string | undefined>();
for (const [, names = ''] of readme.matchAll(/^\| (`[A-Z][A-Z_]+`.*?) \|/gm)) {
  for (const [, name = '', value] of names.matchAll(/`([A-Z_]+)`(?: ([^ ,|]+))?/g)) told.set(name, value);
}

/** An environment that remembers what it was asked for. */
function createRecorder(values: Record<string, string> = {}) {
  const asked = new Set<string>();
  const environment = new Proxy(values, {
    get(target, name) {
      asked.add(String(name));
      return target[String(name)];
    },
  });
  return { asked, environment };
}

const signIns = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret', SCRAMBLE_ISSUER: 'https://id.example', SCRAMBLE_CLIENT_ID: 'id' };

describe('the environment variables', () => {
  it('are in the table of the README, all of them and no others', async () => {
    const { asked, environment } = createRecorder(signIns);
    settingsFromEnvironment(environment);
    await routerFromEnvironment(environment);
    signInFromEnvironment(environment);
    githubFromEnvironment(environment);

    expect([...told.keys()].toSorted()).toEqual([...asked].toSorted());
  });

  it('have the defaults that the table gives', () => {
    const options = readFileSync(`${root}src/server/options.ts`, 'utf8');
    const settings = new Map(
      [...options.matchAll(/Environment: `([A-Z_]+)`[^]*?readonly (\w+):/g)].map(([, variable, name]) => [variable, name]),
    );
    const defaults = new Map<string, unknown>(Object.entries(defaultSettings));
    expect(settings.size).toBeGreaterThan(20);

    for (const [variable, value] of told) {
      const name = settings.get(variable);
      const preset = name === undefined ? undefined : defaults.get(name);
      const shown = preset === undefined || Array.isArray(preset) ? undefined : String(preset);
      expect([variable, value]).toEqual([variable, shown]);
    }
  });

  it('are read by the command line alone', () => {
    const readers = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) =>
      /process\.env|import\.meta\.env/.test(withoutComments(readFileSync(`${root}${file}`, 'utf8'))),
    );
    const commandLine = readFileSync(`${root}src/server/cli/run-command.ts`, 'utf8');

    expect(readers).toEqual(['src/server/cli/run-command.ts']);
    expect([...commandLine.matchAll(/(\w+)\([^()]*process\.env\)/g)].map(([, reader]) => reader)).toEqual([
      'readCommandLine',
      'routerFromEnvironment',
      'signInFromEnvironment',
      'githubFromEnvironment',
    ]);
  });
});

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '');
}
