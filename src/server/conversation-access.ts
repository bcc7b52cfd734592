import type { ClientFrame } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import { conversationNotFound } from './request-error.ts';
import type { WebSocketState } from './websocket-state.ts';

/**
 * Says whether a user may see and write a conversation, there or not yet there, in place of the rule that it is its owner's. What it throws
 * means no.
 */
export type CanAccess = (userId: string, conversationId: string) => boolean | Promise<boolean>;

/** What an application says of who may see which conversation. */
export interface ConversationAccess {
  /**
   * Does what a frame asks, if it may be asked.
   * @throws RequestError when it may not: as if there were no such conversation.
   */
  within(connection: Connection, frame: ClientFrame, act: () => Promise<void>): Promise<void>;
  /** Asks again about everything that is followed, and ends what may not be any more. */
  recheck(): Promise<void>;
}

/** Asks the application about each frame. Without one, nothing is asked. */
export function createConversationAccess(state: WebSocketState, canAccess?: CanAccess): ConversationAccess {
  if (!canAccess) return { within: (_connection, _frame, act) => act(), recheck: async () => undefined };
  let rechecks = 0;

  const ask = async ({ user_id }: Connection, conversationId: string) => canAccess(user_id, conversationId);
  const isAllowed = (connection: Connection, conversationId: string) => ask(connection, conversationId).catch(() => false);

  async function recheckOne(connection: Connection, conversationId: string): Promise<void> {
    if (!(await isAllowed(connection, conversationId))) state.expel(connection, conversationId);
  }

  return {
    async within(connection, frame, act) {
      const conversationId = conversationOf(frame);
      if (conversationId === undefined) return act();
      const asked = rechecks;
      if (!(await isAllowed(connection, conversationId))) throw conversationNotFound(conversationId);
      connection.granted = conversationId;
      await act().finally(() => {
        connection.granted = undefined;
      });
      // It was withdrawn while the frame was being answered.
      if (asked !== rechecks) await recheckOne(connection, conversationId);
    },
    async recheck() {
      rechecks += 1;
      const followed = [...state.connections].flatMap((connection) => state.followedBy(connection).map((id) => [connection, id] as const));
      await Promise.all(followed.map(([connection, id]) => recheckOne(connection, id)));
    },
  };
}

/** The conversation that a frame is about; that of a `Message` which starts one is known by its own id. */
function conversationOf(frame: ClientFrame): string | undefined {
  if ('conversation_id' in frame && frame.conversation_id !== undefined) return frame.conversation_id;
  return frame.type === 'Message' ? frame.id : undefined;
}
