import {
  applyEvents,
  emptyConversation,
  type Conversation,
  type LoggedEvent,
  type MessageAdded,
  type ServerFrame,
} from '../protocol/index.ts';

type Omitted<Event, Key extends PropertyKey> = Event extends unknown ? Omit<Event, Key> : never;

/** An event before the log has given it its number. */
export type NewEvent = Omitted<LoggedEvent, 'conversation_id' | 'sync_id' | 'after' | 'request_id'>;

/** What is told of each event of a log. */
export interface Follower {
  send(frame: ServerFrame): void;
}

/** The request that brought an event about: its socket is told so (R4.2). */
export interface Cause {
  readonly by: Follower;
  readonly request_id: string | undefined;
}

/** One conversation: an append-only list of events, what they fold to, and who follows them. */
export interface MockLog {
  readonly id: string;
  /** Who may see it; null: everybody. */
  ownerId: string | null;
  title: string;
  readonly createdAt: number;
  /** When a message was last added, or an answer ended. */
  readonly updatedAt: number;
  deletedAt: number | null;
  /** Another one tells clients that the continuity of the log is lost (R1.2). */
  logId: string;
  /** Cursors before this one can not be answered by a replay. */
  heldFrom: number;
  readonly events: readonly LoggedEvent[];
  readonly conversation: Conversation;
  readonly followers: Set<Follower>;
  /** By the id of a regenerated answer, the answer that it stands beside (R4.15). */
  readonly regenerated: Map<string, string>;
  /** Stores the events in one step, then tells the followers, in order. */
  append(events: readonly NewEvent[], cause?: Cause): void;
  /** The event that added a message. */
  added(messageId: string): MessageAdded | undefined;
}

interface MockLogOptions {
  id: string;
  ownerId: string | null;
  logId: string;
  title: string;
  createdAt: number;
  onAppend: (log: MockLog) => void;
}

/** A log without events. */
export function createMockLog({ id, ownerId, logId, title, createdAt, onAppend }: MockLogOptions): MockLog {
  const events: LoggedEvent[] = [];
  const followers = new Set<Follower>();
  let updatedAt = createdAt;
  let conversation: Conversation = { ...emptyConversation(id), log_id: logId };

  const log: MockLog = {
    id,
    ownerId,
    title,
    createdAt,
    get updatedAt() {
      return updatedAt;
    },
    deletedAt: null,
    logId,
    heldFrom: 0,
    events,
    get conversation() {
      return conversation;
    },
    followers,
    regenerated: new Map(),
    append(added, cause) {
      const numbered = added.map((event, place): LoggedEvent => ({ ...event, conversation_id: id, sync_id: events.length + place + 1 }));
      events.push(...numbered);
      for (const event of numbered) updatedAt = Math.max(updatedAt, timeOf(event));
      conversation = applyEvents(conversation, numbered).conversation;
      for (const event of numbered) {
        for (const follower of followers) follower.send(follower === cause?.by ? answering(event, cause.request_id) : event);
      }
      onAppend(log);
    },
    added: (messageId) =>
      events.find((event) => event.type === 'MessageAdded' && event.message.id === messageId) as MessageAdded | undefined, // by its type
  };
  return log;
}

/** When something was added to the log that counts for its place in the list of conversations. */
function timeOf(event: LoggedEvent): number {
  if (event.type === 'MessageAdded') return event.message.created_at;
  return event.type === 'Complete' ? event.at : 0;
}

/** A frame with the `request_id` of the request that it answers. */
export function answering<Frame extends ServerFrame>(frame: Frame, requestId: string | undefined): Frame {
  return requestId === undefined ? frame : { ...frame, request_id: requestId };
}
