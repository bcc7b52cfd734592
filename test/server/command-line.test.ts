import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/server/cli/command-line.ts';
import { StartError } from '../../src/server/index.ts';

describe('the command line', () => {
  it('leaves every setting at its default when nothing is said', () => {
    expect(readCommandLine(['dev'], {})).toEqual({ name: 'dev', settings: {} });
  });

  it('takes settings from the environment, and rather from flags', () => {
    const environment = { PORT: '1', HOST: '::1', ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080', DRAIN_MS: '' };

    expect(readCommandLine(['serve', '--port', '2', '--data=here'], environment)).toEqual({
      name: 'serve',
      settings: { port: 2, host: '::1', data: 'here', origins: ['https://a.example', 'http://b.example:8080'] },
    });
  });

  it('helps when it is asked to', () => {
    expect(readCommandLine(['serve', '--help'], {})).toEqual({ name: 'help' });
  });

  it.each<[string[], Record<string, string>, string]>([
    [[], {}, 'Expected the command dev or serve, not none.'],
    [['run'], {}, 'Expected the command dev or serve, not run.'],
    [['serve', 'twice'], {}, 'twice: expected nothing more after serve.'],
    [['serve', '--prot', '1'], {}, '--prot: expected one of --port, --host, --data, --help.'],
    [['serve', '--port', 'http'], {}, '--port: expected a whole number from 0 to 65535, not "http".'],
    [['serve', '--data'], {}, '--data: expected a folder.'],
    [['serve'], { PORT: '99999' }, 'PORT: expected a whole number from 0 to 65535, not "99999".'],
    [['serve'], { MAX_CONTENT_BYTES: '1e3' }, 'MAX_CONTENT_BYTES: expected a whole number from 1 on, not "1e3".'],
    [['serve'], { DURABILITY: 'half' }, 'DURABILITY: expected normal or full, not "half".'],
    [['serve'], { SESSION_SECRET: 'hush' }, 'SESSION_SECRET: expected at least 32 characters.'],
    [
      ['serve'],
      { ALLOWED_ORIGINS: 'https://a.example/path' },
      'ALLOWED_ORIGINS: expected origins like https://example.org, separated by commas, not "https://a.example/path".',
    ],
  ])('says what is wrong with %j and %j', (args, environment, line) => {
    expect(() => readCommandLine(args, environment)).toThrow(new StartError(line));
  });
});
