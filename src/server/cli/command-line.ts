import { parseArgs } from 'node:util';
import type { ServerSettings } from '../options.ts';
import { readSetting, settingsFromEnvironment, wholeNumber } from '../settings-from-environment.ts';
import { StartError } from '../start-error.ts';

/** What the person who started the process wants. */
export type Command = { readonly name: 'dev' | 'serve'; readonly settings: Partial<ServerSettings> } | { readonly name: 'help' };

/** What the command line says when it is asked. */
export const usage = `Usage: react-chat-socket <command> [options]

  dev      the server and its page, rebuilt while you edit
  serve    the server and its built page

  --port <number>   the port to listen on; 0 takes any that is free (8000)
  --host <address>  the address to listen on (127.0.0.1)
  --data <folder>   where conversations are kept (.data)
  --help            this text

Every setting has an environment variable too; a flag wins over it.`;

const flags = { port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } } as const;

/**
 * Reads the command line and the environment.
 * @throws StartError that says what is wrong, and what was expected.
 */
export function readCommandLine(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Command {
  const { tokens } = parseArgs({ args: [...args], options: flags, strict: false, allowPositionals: true, tokens: true });
  const [name, ...others] = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const given = new Map<string, string | undefined>();
  for (const token of tokens) if (token.kind === 'option') given.set(token.name, token.value);
  for (const flag of given.keys())
    if (!Object.hasOwn(flags, flag)) throw new StartError(`--${flag}: expected one of --port, --host, --data, --help.`);
  if (given.has('help')) return { name: 'help' };
  if (name !== 'dev' && name !== 'serve') throw new StartError(`Expected the command dev or serve, not ${name ?? 'none'}.`);
  if (others.length > 0) throw new StartError(`${others[0]}: expected nothing more after ${name}.`);
  return { name, settings: { ...settingsFromEnvironment(environment), ...settingsFromFlags(given) } };
}

function settingsFromFlags(given: ReadonlyMap<string, string | undefined>): Partial<ServerSettings> {
  const value = (flag: string, expected: string) => {
    if (!given.has(flag)) return undefined;
    const text = given.get(flag);
    if (!text) throw new StartError(`--${flag}: expected ${expected}.`);
    return text;
  };
  const portReader = wholeNumber(0, 65_535);
  const port = value('port', portReader.expected);
  const host = value('host', 'an address');
  const data = value('data', 'a folder');
  return {
    ...(port === undefined ? {} : { port: readSetting('--port', port, portReader) }),
    ...(host === undefined ? {} : { host }),
    ...(data === undefined ? {} : { data }),
  };
}
