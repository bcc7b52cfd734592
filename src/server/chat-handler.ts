import type { ClientFrame, HistoryRequestFrame, SubscribeFrame, UnsubscribeFrame } from '../protocol/index.ts';
import { mayAccess } from './access.ts';
import { approve } from './approve.ts';
import { cancel } from './cancel.ts';
import { remove, rename, restore } from './change-conversation.ts';
import type { ChatContext, ChatLimits } from './chat-context.ts';
import type { Connection } from './connection.ts';
import type { Environment } from './environment.ts';
import { follow } from './follow.ts';
import type { ListFollowers } from './list-followers.ts';
import type { ConversationLog } from './log/index.ts';
import type { ModelRouter } from './models/index.ts';
import { regenerate } from './regenerate.ts';
import { conversationNotFound, messageNotFound, RequestError } from './request-error.ts';
import type { Runs } from './runs.ts';
import { sendMessage } from './send-message.ts';
import { createTokenBuckets } from './token-bucket.ts';
import type { WebSocketState } from './websocket-state.ts';

/** A frame that is about conversations. */
export type ChatFrame = Exclude<ClientFrame, { type: 'Authenticate' | 'Ping' }>;

/** Conversations and their answers, as a client asks for them. */
export interface ChatHandler {
  /**
   * Does what a frame asks. Resolves when it has taken effect, without waiting for a model.
   * @throws RequestError when it is refused.
   */
  handle(connection: Connection, frame: ChatFrame): Promise<void>;
  /** Takes no new message from now on. */
  stopAdmitting(): void;
}

/** What the handler works with. */
export interface ChatHandlerOptions {
  readonly log: ConversationLog;
  readonly state: WebSocketState;
  readonly lists: ListFollowers;
  readonly runs: Runs;
  readonly router: ModelRouter;
  readonly environment: Environment;
  readonly limits: ChatLimits;
  /** The title of a conversation that begins with that question. */
  readonly titleOf: (question: string) => string;
}

/** The most messages in one page of `History`, and the most bytes of them. */
const maxPage = { limit: 100, maxBytes: 63 * 1024 };

/** A handler over one log. */
export function createChatHandler(options: ChatHandlerOptions): ChatHandler {
  const { log, environment, limits } = options;
  const messages = createTokenBuckets(limits.messageRate, environment.now);
  const messagesFrom = createTokenBuckets(limits.addressMessageRate, environment.now);
  let isAdmitting = true;

  function assertOpen(): void {
    if (!isAdmitting) throw new RequestError('unavailable', 'The server is restarting.', { retry_after_ms: 1000 });
  }

  function admit({ user_id, socket }: Connection): void {
    assertOpen();
    const ofUser = messages.take(user_id);
    const retry_after_ms = ofUser > 0 || socket.address === undefined ? ofUser : messagesFrom.take(socket.address);
    if (retry_after_ms > 0) throw new RequestError('rate_limited', 'Too many messages at once.', { retry_after_ms });
  }

  const context: ChatContext = { ...options, admit, assertOpen };

  async function subscribe(connection: Connection, frame: SubscribeFrame): Promise<void> {
    const { scope, conversation_id, request_id } = frame;
    if (scope === 'conversations') return options.lists.follow(connection, frame);
    if (conversation_id !== undefined) return follow(context, connection, conversation_id, frame);
    connection.send({ type: 'Subscribed', scope: 'chat', last_sync_id: 0, ...(request_id === undefined ? {} : { request_id }) });
  }

  async function unsubscribe(connection: Connection, frame: UnsubscribeFrame): Promise<void> {
    if (frame.scope === 'conversations') options.lists.unfollow(connection);
    else options.state.unfollow(connection, frame.conversation_id);
  }

  async function history(connection: Connection, { conversation_id, before, limit, request_id }: HistoryRequestFrame): Promise<void> {
    const log_id = await accessibleLog(connection, conversation_id);
    const oldest = await log.messages.find(before);
    if (oldest?.conversation_id !== conversation_id) throw messageNotFound(conversation_id);
    const { messages, hasEarlier } = await log.messages.page({
      conversationId: conversation_id,
      before: oldest.position,
      limit: Math.min(Math.max(limit, 1), maxPage.limit),
      maxBytes: maxPage.maxBytes,
    });
    const page = { conversation_id, log_id, before, messages, has_earlier: hasEarlier };
    connection.send({ type: 'History', ...page, ...(request_id === undefined ? {} : { request_id }) });
  }

  async function accessibleLog(connection: Connection, conversationId: string): Promise<string> {
    const held = await log.hold(conversationId);
    held?.release();
    const state = held?.read();
    if (!state || !mayAccess(state, connection)) throw conversationNotFound(conversationId);
    return state.conversation.log_id ?? '';
  }

  return {
    handle(connection, frame) {
      switch (frame.type) {
        case 'Subscribe':
          return subscribe(connection, frame);
        case 'Unsubscribe':
          return unsubscribe(connection, frame);
        case 'Message':
          return sendMessage(context, connection, frame);
        case 'Regenerate':
          return regenerate(context, connection, frame);
        case 'Cancel':
          return cancel(context, connection, frame);
        case 'History':
          return history(connection, frame);
        case 'Rename':
          return rename(context, connection, frame);
        case 'Delete':
          return remove(context, connection, frame);
        case 'Restore':
          return restore(context, connection, frame);
        case 'Approve':
          return approve(context, connection, frame);
        default:
          return frame satisfies never;
      }
    },
    stopAdmitting() {
      isAdmitting = false;
    },
  };
}
