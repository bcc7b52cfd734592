import { once } from 'node:events';
import { signInFromEnvironment } from '../auth/index.ts';
import { createChatServer } from '../create-chat-server.ts';
import { githubFromEnvironment } from '../github/index.ts';
import { routerFromEnvironment } from '../models/index.ts';
import { StartError } from '../start-error.ts';
import { demoTools } from '../tools/index.ts';
import { readCommandLine, usage, type Command } from './command-line.ts';
import { missingPage, openBuiltPage, openDevPage } from './demo-page.ts';
import { createStreamLogger } from './stream-logger.ts';

/** The exit code for a start that was asked for wrongly. */
const misuse = 2;
/** The exit code when another process has taken the data: whoever watches this one may start it again. */
const dataLost = 1;

/** Does what a command line says, and ends the process: 0 when it was told to stop, 1 when its data went to another process, 2 when it cannot do what was asked. */
export async function runCommand(args: readonly string[], process: NodeJS.Process): Promise<void> {
  try {
    const command = readCommandLine(args, process.env);
    if (command.name === 'help') process.stdout.write(`${usage}\n`);
    else await serve(command, process);
  } catch (error) {
    const reason = error instanceof StartError ? error.message : missingPackage(error);
    if (reason === undefined) throw error;
    process.stderr.write(`${reason}\n`);
    process.exit(misuse);
  }
}

/** Whoever wants PostgreSQL, say, installs its driver; those who do not are spared it. */
function missingPackage(error: unknown): string | undefined {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  const name = isMissing ? /^Cannot find package '([^']+)'/.exec(error.message)?.[1] : undefined;
  return name && `This needs the package ${name}: npm install ${name}`;
}

async function serve({ name, settings }: Exclude<Command, { name: 'help' }>, process: NodeJS.Process): Promise<void> {
  const router = await routerFromEnvironment(process.env).catch((error: unknown) => {
    throw new StartError(error instanceof Error ? error.message : 'The model cannot be used.');
  });
  const signIn = signInFromEnvironment(process.env);
  const page = name === 'dev' ? await openDevPage() : await openBuiltPage();
  if (!page) process.stderr.write('The page is not built, so only sockets are served: npm run build makes it.\n');
  const logger = createStreamLogger(process.stderr, Date.now);
  const github = githubFromEnvironment(process.env);
  // The scripted model knows these, and no other should be offered toys.
  const tools = router.names.includes('scripted') ? demoTools : [];
  const chat = await createChatServer({ page: missingPage, ...settings, signIn, github, router, tools, logger, ...page?.options });
  process.stdout.write(`listening on ${chat.url}\n`);

  const isAsked = await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT'), chat.closed]);
  // Who asks twice does not want to wait.
  process.once('SIGINT', () => process.exit(130));
  await chat.close();
  await page?.close();
  process.exit(isAsked ? 0 : dataLost);
}
