import type { Migration } from 'kysely/migration';
import { conversations } from './0001-conversations.ts';

/** Every migration by name, in order. They go forward only, and never change once released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-conversations': conversations,
};
