import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Stop } from '../environment.ts';
import { StartError } from '../start-error.ts';

/**
 * Makes a folder this process's own until it is released, or the process dies: the lock is the operating system's, on an SQLite
 * file, so a process that was killed leaves none behind.
 * @throws StartError when another process holds it, with that one's id.
 */
export function lockFolder(folder: string): Stop {
  mkdirSync(folder, { recursive: true });
  const holderFile = join(folder, 'lock.pid');
  const lock = new Database(join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new StartError(`The data folder ${folder} is in use by process ${readHolder(holderFile)}. Stop it, or use another data folder.`);
  }
  writeFileSync(holderFile, String(process.pid));
  return () => {
    rmSync(holderFile, { force: true });
    lock.close();
  };
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
