import type { MessageAdded } from '../protocol/index.ts';
import type { ChatContext } from './chat-context.ts';
import type { Connection } from './connection.ts';
import type { StoredMessage } from './log/index.ts';

/** Answers a repeated request with the message it once added, as it was then, unless the socket is still to be sent that in its turn. */
export function sendAgain({ state }: Pick<ChatContext, 'state'>, connection: Connection, stored: StoredMessage, requestId: string): void {
  const { conversation_id, position, message } = stored;
  const cursor = state.cursorOf(connection, conversation_id);
  connection.expect('MessageAdded', message.id, requestId);
  if (cursor !== undefined && cursor < position) return;
  const { id, role, reply_to, options, author, created_at } = message;
  const isQuestion = role === 'user';
  const added: MessageAdded = {
    type: 'MessageAdded',
    conversation_id,
    sync_id: position,
    message: {
      id,
      role,
      reply_to,
      parts: isQuestion ? message.parts : [],
      status: isQuestion ? 'complete' : 'pending',
      ...(author === undefined ? {} : { author }),
      ...(options === undefined ? {} : { options }),
      created_at,
    },
  };
  connection.sendEvent(added);
}
