import type { Migration } from 'kysely/migration';
import { conversations } from './0001-conversations.ts';
import { conversationList } from './0002-conversation-list.ts';
import { signIn } from './0003-sign-in.ts';
import { spent } from './0004-spent.ts';
import { partsPosition } from './0005-parts-position.ts';

/** Every migration by name, in order. They go forward only, and never change once released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-conversations': conversations,
  '0002-conversation-list': conversationList,
  '0003-sign-in': signIn,
  '0004-spent': spent,
  '0005-parts-position': partsPosition,
};
