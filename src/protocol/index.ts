export { applyEvent, applyEvents, applyHistory, applySubscribed, placeBehind, type Applied } from './apply-events.ts';
export { afterClose, closeCodes, type AfterClose } from './close-codes.ts';
export { decodeClientFrame, decodeServerFrame, encodeFrame, type Decoded } from './codec.ts';
export { createCompactWriter, createServerFrameReader } from './compact-frames.ts';
export {
  contentOf,
  emptyConversation,
  findMessage,
  fromWireMessage,
  fromWirePart,
  isAnswering,
  isUnfinished,
  reasoningOf,
  toWireMessage,
  type Conversation,
  type Message,
  type Part,
  type ReasoningPart,
  type TextPart,
} from './conversation.ts';
export {
  foldConversations,
  readConversationsFrame,
  type ConversationActivity,
  type ConversationChanged,
  type ConversationEvent,
  type ConversationRemoved,
  type ConversationsFrame,
  type ConversationsSubscribed,
  type ConversationSummary,
} from './conversation-list.ts';
export { errorCodes, type ErrorCode, type ErrorLayer } from './error-codes.ts';
export { isFull } from './is-full.ts';
export { mergeUpdates, type MergeOptions } from './merge-updates.ts';
export { newestDescendant } from './newest-descendant.ts';
export { appendText, joinText, partText, type PartText } from './part-text.ts';
export { base64Size, filesOf, isSameQuestion, questionParts, type Question } from './question-parts.ts';
export { titleOf } from './title-of.ts';
export { maxRepositories, parseRepository, type Repository } from './repository.ts';
export { visiblePath } from './visible-path.ts';
export type * from './client-frames.ts';
export type * from './logged-events.ts';
export type * from './server-frames.ts';
export type * from './wire-message.ts';
export { chooseSubprotocol, compactSubprotocol, plainSubprotocol, subprotocols } from './subprotocols.ts';
