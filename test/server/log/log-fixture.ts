import { onTestFinished } from 'vitest';
import type { WireMessage } from '../../../src/protocol/index.ts';
import { openDatabase, type OpenDatabase } from '../../../src/server/database/open-database.ts';
import { systemEnvironment } from '../../../src/server/environment.ts';
import {
  createSqlConversationLog,
  type ConversationDraft,
  type ConversationLog,
  type SqlConversationLogOptions,
} from '../../../src/server/log/index.ts';
import { testDatabase } from '../../support/test-database.ts';

/** A log and its database, closed after the test. */
export interface OpenLog extends Pick<OpenDatabase, 'database' | 'close'> {
  readonly log: ConversationLog;
}

interface OpenLogOptions extends Pick<SqlConversationLogOptions, 'maxIdleConversations' | 'observer'> {
  readonly data?: string;
  readonly now?: () => number;
}

/** Opens a log in a folder, or in memory, on the database of the tests. */
export async function openLog({ data = ':memory:', now = Date.now, ...options }: OpenLogOptions = {}): Promise<OpenLog> {
  const opened = await openDatabase(await testDatabase(data));
  const log = await createSqlConversationLog({ ...options, database: opened.database, environment: { ...systemEnvironment, now } });
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await log.close();
    await opened.close();
  };
  onTestFinished(close);
  return { database: opened.database, log, close };
}

/** A question as it is added. */
export function question(id: string, text: string, reply_to: string | null = null): WireMessage {
  return { id, role: 'user', reply_to, parts: [{ type: 'text', text }], status: 'complete', created_at: 1 };
}

/** An answer as it is added. */
export function pendingAnswer(id: string, reply_to: string): WireMessage {
  return { id, role: 'assistant', reply_to, parts: [], status: 'pending', created_at: 1 };
}

/** Starts a conversation with one question and its pending answer. */
export function startConversation(log: ConversationLog, id = 'c', owner = 'owner'): Promise<void> {
  return log.transact(id, (draft) => {
    draft.create(owner);
    draft.add(question(`${id}-q`, 'Why?'));
    draft.add(pendingAnswer(`${id}-a`, `${id}-q`));
  });
}

/** Appends text to an answer. */
export function write(draft: ConversationDraft, message_id: string, content: string) {
  return draft.append({ type: 'Update', message_id, delta: { content }, at: 2 });
}

/** Ends an answer. */
export function end(draft: ConversationDraft, message_id: string) {
  return draft.append({ type: 'Complete', message_id, status: 'complete', at: 3 });
}
