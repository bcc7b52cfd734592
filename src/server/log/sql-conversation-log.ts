import type { Kysely, Transaction } from 'kysely';
import type { LoggedEvent } from '../../protocol/index.ts';
import type { Tables } from '../database/schema.ts';
import type { Environment } from '../environment.ts';
import { openDraft } from './conversation-draft.ts';
import type { ConversationDraft, ConversationLog } from './conversation-log.ts';
import type { ConversationState } from './conversation-state.ts';
import { createGroupCommit } from './group-commit.ts';
import { createJournal } from './journal.ts';
import { createLiveConversations } from './live-conversations.ts';
import { loadConversation } from './load-conversation.ts';
import { createStoredMessages } from './message-queries.ts';
import { assertOwner, claimLog, LogLostError } from './owner.ts';
import { storeStaged } from './store-staged.ts';

/** What an SQL log needs. */
export interface SqlConversationLogOptions {
  readonly database: Kysely<Tables>;
  readonly environment: Environment;
  /** How long single events are kept once their messages have ended, in milliseconds. @default 900000 */
  readonly eventsKeptMs?: number;
  /** How many conversations that nobody follows stay in memory. @default 500 */
  readonly maxIdleConversations?: number;
  /** Another process has taken the log over. @default nothing */
  readonly onLost?: () => void;
}

interface Job {
  readonly conversationId: string;
  /** Runs the change, and says how its caller is told once it is stored. */
  run(draft: ConversationDraft): Promise<() => void>;
  reject(reason: unknown): void;
}

/** The conversation log on an SQL database that this process has for itself. It reads what its predecessor left. */
export async function createSqlConversationLog(options: SqlConversationLogOptions): Promise<ConversationLog> {
  const { database, environment, eventsKeptMs = 15 * 60_000, maxIdleConversations = 500, onLost } = options;
  const live = createLiveConversations(maxIdleConversations);
  const listeners = new Set<(conversationIds: ReadonlySet<string>) => void>();
  const journal = createJournal(eventsKeptMs);
  const owner = environment.id();
  await claimLog(database, owner);
  /** What the journal held at the start, of conversations that were not needed since. */
  const recent = new Map<string, LoggedEvent[]>();
  for await (const event of journal.read(database)) {
    const events = recent.get(event.conversation_id);
    if (events) events.push(event);
    else recent.set(event.conversation_id, [event]);
  }
  let isClosed = false;
  let isLost = false;

  async function runJobs(transaction: Transaction<Tables>, jobs: readonly Job[]) {
    await assertOwner(transaction, owner);
    const messages = createStoredMessages(transaction);
    const states = new Map<string, ConversationState>();
    const events: LoggedEvent[] = [];
    const settled: (() => void)[] = [];
    const now = environment.now();
    for (const job of jobs) {
      const id = job.conversationId;
      const before = states.get(id) ?? live.get(id) ?? (await loadConversation(transaction, id, recent.get(id) ?? []));
      const { draft, staged } = openDraft(id, before, messages, environment.id);
      try {
        settled.push(await job.run(draft));
      } catch (error) {
        settled.push(() => job.reject(error));
        continue;
      }
      const change = staged();
      await storeStaged(transaction, change, now);
      if (change.state) states.set(id, change.state);
      events.push(...change.events);
    }
    const confirm = events.length === 0 ? undefined : await journal.write(transaction, events, now);
    return { states, events, settled, confirm };
  }

  async function commit(jobs: readonly Job[]) {
    const stored = await database
      .transaction()
      .execute((transaction) => runJobs(transaction, jobs))
      .catch((error: unknown) => {
        for (const job of jobs) job.reject(error);
        if (!(error instanceof LogLostError) || isLost) return;
        isLost = true;
        onLost?.();
      });
    if (!stored) return;
    stored.confirm?.();
    for (const [id, state] of stored.states) {
      live.put(state);
      recent.delete(id);
    }
    for (const settle of stored.settled) settle();
    const appended = new Set(stored.events.map((event) => event.conversation_id));
    if (appended.size > 0) for (const listener of listeners) listener(appended);
  }

  const group = createGroupCommit(commit, environment.soon);

  const log: ConversationLog = {
    messages: createStoredMessages(database),
    transact(conversationId, change) {
      if (isClosed) return Promise.reject(new Error('The log is closed.'));
      return new Promise((resolve, reject) => {
        const run = async (draft: ConversationDraft) => {
          const result = await change(draft);
          return () => resolve(result);
        };
        group.add({ conversationId, run, reject });
      });
    },
    async hold(conversationId) {
      const held = live.hold(conversationId);
      if (held) return held;
      await log.transact(conversationId, () => undefined);
      return live.hold(conversationId);
    },
    onAppended(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async unfinishedAnswers() {
      return database
        .selectFrom('messages')
        .select(['conversation_id', 'id as message_id'])
        .where('status', '=', 'pending')
        .orderBy('conversation_id')
        .orderBy('position')
        .execute();
    },
    async close() {
      isClosed = true;
      await group.idle();
    },
  };
  return log;
}
