import { readConversationsFrame, type ConversationsFrame, type ServerFrame } from '../../src/protocol/index.ts';

/** What a frame says of a list; undefined if it is about something else. */
export function listFrame(frame: ServerFrame): ConversationsFrame | undefined {
  return frame.type === 'Scoped' ? readConversationsFrame(frame.value) : undefined;
}

/** The conversations that a frame tells of. */
export function conversationsIn(frame: ServerFrame): readonly string[] {
  const ofList = listFrame(frame);
  if (ofList) return (ofList.type === 'Subscribed' ? ofList.events : [ofList]).map(({ conversation }) => conversation.id);
  if (frame.type === 'Error' || frame.type === 'Unsubscribed' || !('conversation_id' in frame)) return [];
  return frame.conversation_id === undefined ? [] : [frame.conversation_id];
}
