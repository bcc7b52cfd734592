import { isUnfinished, type Conversation, type LoggedEvent } from '../protocol/index.ts';
import type { MockAnswer } from './mock-answer.ts';
import type { MockLog, NewEvent } from './mock-log.ts';
import type { MockRuns } from './mock-runs.ts';
import { pendingAnswer } from './take-message.ts';
import { deleteLog } from './take-list-change.ts';
import type { World } from './world.ts';

/** One conversation of a mock server, as a test sees it. */
export interface MockConversation {
  readonly id: string;
  readonly logId: string;
  /** Everything that was logged, in order. */
  readonly events: readonly LoggedEvent[];
  /** What the events fold to. */
  readonly state: Conversation;
  /** The answer that is next to be written; if all have ended, a new one behind the last message. */
  answer(): MockAnswer;
  /** Logs any events, and tells those who follow. */
  append(...events: NewEvent[]): void;
  /** Forgets the events so far, as a server that trims its log: from now on an older cursor gets a snapshot. */
  trim(): void;
  /** Gives the log a new name, as a server that lost its continuity. */
  renew(): void;
  /** Gives it another title, as another tab would. */
  rename(title: string): void;
  /** Deletes it: those who follow are told `Unsubscribed`, and it is `not_found` from now on. */
  delete(): void;
}

/** The hand of a test on one log. */
export function createMockConversation(world: World, runs: MockRuns, log: MockLog): MockConversation {
  return {
    id: log.id,
    get logId() {
      return log.logId;
    },
    events: log.events,
    get state() {
      return log.conversation;
    },
    answer() {
      const { messages } = log.conversation;
      const due = messages.find(isUnfinished);
      if (due) return runs.take(log, due.id);
      const { environment } = world;
      const message = pendingAnswer(environment.uuid(), messages.at(-1)?.id ?? null, environment.now(), {});
      const answer = runs.take(log, message.id);
      log.append([{ type: 'MessageAdded', message }]);
      return answer;
    },
    append: (...events) => log.append(events),
    trim() {
      log.heldFrom = log.events.length;
    },
    renew() {
      log.logId = world.environment.uuid();
    },
    rename(title) {
      log.title = title;
      world.lists.changed(log);
    },
    delete: () => deleteLog(world, log),
  };
}
