import {
  foldConversations,
  readConversationsFrame,
  type ConversationEvent,
  type ConversationsFrame,
  type ConversationsSubscribed,
  type ConversationSummary,
  type SubscribeFrame,
} from '../../src/protocol/index.ts';
import type { ChatSocket } from './chat-socket.ts';

type FrameOf<Type extends ConversationsFrame['type']> = Extract<ConversationsFrame, { type: Type }>;

/** The first frame of the list of that type, behind what was read last, for which the predicate holds. */
export async function nextOfList<Type extends ConversationsFrame['type']>(
  socket: ChatSocket,
  type: Type,
  predicate: (frame: FrameOf<Type>) => boolean = () => true,
): Promise<FrameOf<Type>> {
  const isWanted = (frame: ConversationsFrame | undefined): frame is FrameOf<Type> =>
    frame?.type === type && predicate(frame as FrameOf<Type>); // by its type
  const { value } = await socket.next('Scoped', (frame) => isWanted(readConversationsFrame(frame.value)));
  return readConversationsFrame(value) as FrameOf<Type>; // as it was found
}

/** Follows the list. */
export function followList(
  socket: ChatSocket,
  cursor: Pick<SubscribeFrame, 'last_sync_id' | 'log_id'> = {},
): Promise<ConversationsSubscribed> {
  socket.send({ type: 'Subscribe', scope: 'conversations', ...cursor });
  return nextOfList(socket, 'Subscribed');
}

/** What a client that keeps the cursor rule shows after all that came on a socket. @throws if there was a gap */
export function listOn(socket: ChatSocket): readonly ConversationSummary[] {
  let list: readonly ConversationSummary[] = [];
  let cursor = 0;
  const take = (event: ConversationEvent) => {
    if (event.sync_id <= cursor) return;
    if ((event.after ?? event.sync_id - 1) !== cursor) throw new Error(`A gap after ${cursor}: ${JSON.stringify(event)}`);
    cursor = event.sync_id;
    list = foldConversations(list, [event]);
  };
  for (const { value } of socket.frames.filter((frame) => frame.type === 'Scoped')) {
    const frame = readConversationsFrame(value);
    if (frame?.type !== 'Subscribed') {
      if (frame) take(frame);
      continue;
    }
    frame.events.forEach(take);
    cursor = frame.last_sync_id;
  }
  return list;
}
