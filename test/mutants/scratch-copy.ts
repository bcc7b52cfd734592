import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';

/** A copy of the sources and their tests, in which a rule can be broken. */
export interface ScratchCopy {
  readonly folder: string;
  /**
   * Breaks the rule, does the work, and mends it.
   * @throws Error when the mutant's code does not stand in its file exactly once.
   */
  whileBroken<Result>(mutant: Mutant, work: () => Promise<Result>): Promise<Result>;
  remove(): Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The file that has Vitest run the tests of the copy, on this React alone and without a browser. */
export const configFile = 'mutants.config.mjs';

/** Properties draw the same cases each time, so that a rule is not broken unnoticed by bad luck. */
const setupFile = 'mutants.setup.mjs';

const setup = `
import fc from 'fast-check';
fc.configureGlobal({ seed: 2026 });
`;

const config = `
const once = { pool: 'threads', maxWorkers: 1 };
const setupFiles = ['./${setupFile}', './test/support/fail-on-console.ts'];
const node = { ...once, name: 'node', include: ['test/**/*.test.ts'], setupFiles };
const jsdom = { ...once, name: 'jsdom', environment: 'jsdom', include: ['test/**/*.test.tsx'], setupFiles: [...setupFiles, './test/support/jsdom.ts'] };
export default { cacheDir: '.cache', test: { projects: [node, jsdom].map((test) => ({ test })) } };
`;

export async function createScratchCopy(): Promise<ScratchCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  for (const name of ['src', 'test', 'package.json', 'tsconfig.json', 'PROTOCOL.md']) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, setupFile), setup);
  await writeFile(join(folder, configFile), config);

  return {
    folder,
    async whileBroken({ file, code, broken }, work) {
      const path = join(folder, 'src', file);
      const right = await readFile(path, 'utf8');
      await writeFile(path, replaceOnce(right, code, broken));
      try {
        return await work();
      } finally {
        await writeFile(path, right);
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** @throws Error when the text does not hold `code` exactly once. */
export function replaceOnce(text: string, code: string, broken: string): string {
  const [before, after, ...more] = text.split(code);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`its code stands ${text.split(code).length - 1} times in its file, and once was expected`);
  }
  return before + broken + after;
}
