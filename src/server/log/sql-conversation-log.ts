import type { Kysely, Transaction } from 'kysely';
import type { LoggedEvent } from '../../protocol/index.ts';
import { DatabaseAwayError } from '../database/database-away-error.ts';
import { isRefusal } from '../database/refusal.ts';
import type { Tables } from '../database/schema.ts';
import { UnreadableError } from '../database/unreadable-error.ts';
import type { Environment, Stop } from '../environment.ts';
import { createSharedDraft } from './conversation-draft.ts';
import { createConversationList, eraseConversations, listName } from './conversation-list.ts';
import type { Change, ConversationLog, HeldConversation } from './conversation-log.ts';
import type { ConversationState } from './conversation-state.ts';
import { createGroupCommit } from './group-commit.ts';
import { createJournal, type JournalRow } from './journal.ts';
import { createLiveConversations } from './live-conversations.ts';
import { loadConversation } from './load-conversation.ts';
import type { LogObserver } from './log-observer.ts';
import { createStoredMessages } from './message-queries.ts';
import { assertOwner, claimLog, LogLostError } from './owner.ts';
import { createRecentEvents } from './recent-events.ts';
import { hasRows, storeStaged } from './store-staged.ts';
import { rowsOfUnfinished, unfinishedAnswers } from './unfinished-answers.ts';

/** What an SQL log needs. */
export interface SqlConversationLogOptions {
  readonly database: Kysely<Tables>;
  /** The same database, for transactions alone. @default `database` */
  readonly writer?: Kysely<Tables>;
  readonly environment: Environment;
  /** How long single events are kept once their messages have ended, in milliseconds. @default 900000 */
  readonly eventsKeptMs?: number;
  /** How many conversations that nobody follows stay in memory. @default 500 */
  readonly maxIdleConversations?: number;
  /** Makes the owner the one process that writes this log. @default it is taken from whoever had it */
  readonly claim?: (owner: string) => Promise<void>;
  /** Another process has taken the log over. @default nothing */
  readonly onLost?: () => void;
  /** @default nobody */
  readonly observer?: LogObserver | undefined;
}

/** Changes nothing, and is waited for by nobody. */
const noChange: Change = { conversationId: '', apply: () => undefined, onStored: () => undefined, onFailed: () => undefined };
/** How long until a commit in doubt is looked up, if nothing else is committed before, in milliseconds. */
const lookMs = 1000;

/** A change that has run, and what came of it. */
interface Outcome {
  readonly change: Change;
  readonly kind: 'done' | 'threw';
  readonly value: unknown;
}

/** What a transaction has made of its changes, to be shown once that is committed. */
interface Stored {
  readonly states: ReadonlyMap<string, ConversationState>;
  readonly events: readonly LoggedEvent[];
  readonly outcomes: readonly Outcome[];
  /** The users whose lists have changed. */
  readonly listed: ReadonlySet<string>;
  readonly row: JournalRow | undefined;
}

/** The conversation log on an SQL database that this process has for itself. It reads what its predecessor left. */
export async function createSqlConversationLog(options: SqlConversationLogOptions): Promise<ConversationLog> {
  const { database, environment, eventsKeptMs = 15 * 60_000, maxIdleConversations = 500, onLost, observer } = options;
  const { writer = database, claim = (owner) => claimLog(database, owner) } = options;
  const live = createLiveConversations(maxIdleConversations);
  const listeners = new Set<(conversationIds: ReadonlySet<string>) => void>();
  const findListeners = new Set<(conversationIds: ReadonlySet<string>) => void>();
  const listListeners = new Set<(userIds: ReadonlySet<string>) => void>();
  const journal = createJournal(eventsKeptMs);
  const owner = environment.id();
  await claim(owner);
  const list = createConversationList(database, await listName(database, environment.id));
  const recent = createRecentEvents(await rowsOfUnfinished(database));
  for await (const event of journal.read(database)) recent.add(event);
  let isClosed = false;
  let isLost = false;
  /** What a commit that failed may have stored all the same, as when the connection broke before its answer came. */
  let doubtful: Stored | undefined;
  /** What the database refuses now is what this one wants, and not what the others of its transaction do. */
  let running: Change | undefined;
  let stopLooking: Stop = () => undefined;

  async function runAll(transaction: Transaction<Tables>, changes: readonly Change[]): Promise<Stored> {
    await assertOwner(transaction, owner);
    await settleDoubt(transaction);
    const { draft, open, staged } = createSharedDraft(createStoredMessages(transaction), environment.id);
    const states = new Map<string, ConversationState>();
    const events: LoggedEvent[] = [];
    const outcomes: Outcome[] = [];
    const listed = new Set<string>();
    const now = environment.now();
    for (const change of changes) {
      running = change;
      const id = change.conversationId;
      const before = states.get(id) ?? live.get(id) ?? (await loadConversation(transaction, id, recent.get(id)));
      if (before instanceof UnreadableError) {
        outcomes.push({ change, kind: 'threw', value: before });
        continue;
      }
      open(id, before);
      try {
        const given = change.apply(draft);
        // Most changes only add text, and nothing in them is waited for.
        const value = given instanceof Promise ? await given : given;
        outcomes.push({ change, kind: 'done', value });
      } catch (value) {
        if (isRefusal(value)) throw value;
        outcomes.push({ change, kind: 'threw', value });
        continue;
      }
      const news = staged();
      const ownerId = hasRows(news) ? await storeStaged(transaction, news, now) : undefined;
      if (ownerId !== undefined) listed.add(ownerId);
      if (news.state) states.set(id, news.state);
      for (const event of news.events) events.push(event);
    }
    running = undefined;
    const isChanged = events.length > 0 || listed.size > 0;
    const row = isChanged ? await journal.write(transaction, events, now, (id) => states.get(id) ?? live.get(id)) : undefined;
    return { states, events, outcomes, listed, row };
  }

  /** Those who asked were told that it failed. They ask again, and find it there. */
  async function settleDoubt(transaction: Transaction<Tables>) {
    const isStored = doubtful?.row && (await journal.has(transaction, doubtful.row));
    const found = isStored ? doubtful : undefined;
    doubtful = undefined;
    if (!found) return;
    show(found);
    for (const listener of findListeners) listener(new Set(found.states.keys()));
  }

  function show({ states, events, outcomes, listed, row }: Stored) {
    row?.confirm();
    observer?.onStored(events);
    for (const [id, state] of states) {
      live.put(state);
      recent.delete(id);
    }
    for (const { change, kind, value } of outcomes) {
      if (kind === 'done') change.onStored(value);
      else change.onFailed(value);
    }
    live.sweep();
    const appended = new Set<string>();
    for (const event of events) appended.add(event.conversation_id);
    if (appended.size > 0) for (const listener of listeners) listener(appended);
    if (listed.size > 0) for (const listener of listListeners) listener(listed);
  }

  async function commit(changes: readonly Change[]): Promise<void> {
    const startedAt = environment.now();
    const tell = (isStored: boolean) =>
      observer?.onCommit({ isStored, changes: changes.length, durationMs: environment.now() - startedAt });
    let ready: Stored | undefined;
    running = undefined;
    try {
      await writer.transaction().execute(async (transaction) => {
        ready = await runAll(transaction, changes);
      });
    } catch (error) {
      doubtful = ready ?? doubtful;
      if (doubtful) lookSoon();
      tell(false);
      const refused = isRefusal(error) ? running : undefined;
      if (!refused || changes.length === 1) return fail(changes, error);
      fail([refused], error);
      return commit(changes.filter((change) => change !== refused));
    }
    tell(true);
    if (ready) show(ready);
  }

  /** Whoever asked may be gone, and nobody else may come. */
  function lookSoon() {
    stopLooking();
    stopLooking = environment.after(lookMs, () => group.add(noChange));
  }

  function fail(changes: readonly Change[], error: unknown) {
    const reason = error instanceof LogLostError ? error : new DatabaseAwayError(error);
    for (const change of changes) change.onFailed(reason);
    if (!(error instanceof LogLostError) || isLost) return;
    isLost = true;
    onLost?.();
  }

  /** Holds what is not in memory: at once when it is, before the next sweep. */
  function load(conversationId: string): Promise<HeldConversation | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<HeldConversation | undefined>();
    let isWanted = true;
    log.submit({
      conversationId,
      apply: () => undefined,
      // What failed may be found to be stored later on, when nobody would release it.
      onStored: () => isWanted && resolve(live.hold(conversationId)),
      onFailed(reason) {
        isWanted = false;
        reject(reason);
      },
    });
    return promise;
  }

  const group = createGroupCommit(commit, environment.soon);

  const log: ConversationLog = {
    messages: createStoredMessages(database),
    list,
    submit(change) {
      if (isClosed) change.onFailed(new DatabaseAwayError(new Error('The log is closed.')));
      else group.add(change);
    },
    transact: (conversationId, apply) => new Promise((onStored, onFailed) => log.submit({ conversationId, apply, onStored, onFailed })),
    hold: async (conversationId) => live.hold(conversationId) ?? load(conversationId),
    onFound(listener) {
      findListeners.add(listener);
      return () => findListeners.delete(listener);
    },
    onAppended(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onListed(listener) {
      listListeners.add(listener);
      return () => listListeners.delete(listener);
    },
    async erase(deletedBefore) {
      const eraseSome = () =>
        database.transaction().execute(async (transaction) => {
          await assertOwner(transaction, owner);
          return eraseConversations(transaction, deletedBefore, environment.now());
        });
      for (let erased = await eraseSome(); erased.length > 0; erased = await eraseSome()) for (const id of erased) live.forget(id);
    },
    async ownedBy(userId) {
      const rows = await database.selectFrom('conversations').select('id').where('owner_id', '=', userId).orderBy('id').execute();
      return rows.map(({ id }) => id);
    },
    unfinishedAnswers: () => unfinishedAnswers(database),
    async close() {
      isClosed = true;
      await group.idle();
      stopLooking();
    },
  };
  return log;
}
