import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';

/** Processor, system and Node.js. */
export const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, ${platform()} ${arch()}, Node ${process.version}`;

/** The last commit of what is measured, as the run began, and whether something was not in it yet. */
export const commit = commitOf('src', 'bench', ':!bench/results', 'package-lock.json');

/** The day, in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Packages with the versions that are installed, among the peers or, as `ws` of the bare server, in this repository. */
export function versionsOf(names: readonly string[], folder: 'peers' | '..' = 'peers'): string[] {
  return names.map((name) => {
    const file = new URL(`${folder}/node_modules/${name}/package.json`, import.meta.url);
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }; // every package has one
    return `${name} ${version}`;
  });
}

function commitOf(...paths: readonly string[]): string {
  const git = (...words: readonly string[]) =>
    execFileSync('git', [...words, '--', ...paths], { cwd: new URL('..', import.meta.url), encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain');
  return `${git('log', '-1', '--format=%h')}${changed === '' ? '' : ' with changes'}`;
}
