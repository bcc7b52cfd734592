import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Stop } from '../environment.ts';
import { StartError } from '../start-error.ts';

/**
 * Makes a folder this process's own until it is released, or the process dies: the lock is the operating system's, on an SQLite
 * file, so a process that was killed leaves none behind.
 * @throws StartError when another process holds it, with that one's id, or when it cannot be written.
 */
export function lockFolder(folder: string): Stop {
  const holderFile = join(folder, 'lock.pid');
  let lock: Database.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    lock = new Database(join(folder, 'lock'), { timeout: 0 });
    lock.exec('begin exclusive');
    writeFileSync(holderFile, String(process.pid));
  } catch (error) {
    lock?.close();
    throw new StartError(`The data folder ${folder} ${reasonOf(error, holderFile)}, or use another data folder.`);
  }
  return () => {
    rmSync(holderFile, { force: true });
    lock?.close();
  };
}

function reasonOf(error: unknown, holderFile: string): string {
  if (isBusy(error)) return `is in use by process ${readHolder(holderFile)}. Stop it`;
  return `cannot be used: ${error instanceof Error ? error.message : 'for no reason given'}. Make it one that can be written`;
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'unknown';
  }
}
