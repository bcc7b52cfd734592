import { toWireMessage, type Conversation, type WireMessage } from '../../src/protocol/index.ts';

/** What a conversation shows, in the plain form that the naive fold gives. */
export function shown(conversation: Conversation): WireMessage[] {
  return conversation.messages.map(toWireMessage);
}
