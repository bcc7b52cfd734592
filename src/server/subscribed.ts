import {
  encodeFrame,
  isUnfinished,
  mergeUpdates,
  toWireMessage,
  type LoggedEvent,
  type Subscribed,
  type SubscribeFrame,
  type WireMessage,
} from '../protocol/index.ts';
import { eventsAfter, type ConversationState } from './log/index.ts';

/** Where a client stands, as far as it says so. */
export type Cursor = Pick<SubscribeFrame, 'last_sync_id' | 'log_id' | 'request_id'>;

/** The most bytes of events or messages in one answer; the rest of a frame is left to its other fields. */
const maxBytes = 63 * 1024;

/** What brings a client from where it stands to, or at least towards, the end of the log: a replay if the log reaches back, otherwise a snapshot. */
export function subscribedTo(state: ConversationState, { last_sync_id, log_id, request_id }: Cursor): Subscribed {
  const { conversation, tail } = state;
  const head: Subscribed = {
    type: 'Subscribed',
    scope: 'chat',
    conversation_id: conversation.id,
    log_id: conversation.log_id ?? '',
    last_sync_id: conversation.cursor,
    ...(request_id === undefined ? {} : { request_id }),
  };
  const isOfThisLog = log_id === conversation.log_id && last_sync_id !== undefined && last_sync_id <= conversation.cursor;
  const missed = isOfThisLog ? eventsAfter(tail, last_sync_id) : undefined;
  if (!isOfThisLog || !missed) return { ...head, ...snapshotOf(state) };
  const events = firstThatFit(mergeUpdates(missed));
  return { ...head, last_sync_id: events.at(-1)?.sync_id ?? last_sync_id, events };
}

function firstThatFit(events: readonly LoggedEvent[]): LoggedEvent[] {
  let bytes = 0;
  const end = events.findIndex((event, place) => {
    bytes += Buffer.byteLength(encodeFrame(event));
    return bytes > maxBytes && place > 0;
  });
  return end === -1 ? [...events] : events.slice(0, end);
}

/** The newest messages that fit, and in any case all from the oldest unfinished one on, so that there is no hole (R6.5). */
function snapshotOf({ conversation }: ConversationState): Pick<Subscribed, 'messages' | 'has_earlier'> {
  const oldestUnfinished = conversation.messages.findIndex(isUnfinished);
  const messages: WireMessage[] = [];
  let bytes = 0;
  for (let place = conversation.messages.length - 1; place >= 0; place -= 1) {
    const message = conversation.messages[place];
    if (!message) break;
    const wire = toWireMessage(message);
    bytes += Buffer.byteLength(JSON.stringify(wire));
    const isNeeded = messages.length === 0 || (oldestUnfinished !== -1 && place >= oldestUnfinished);
    if (bytes > maxBytes && !isNeeded) break;
    messages.push(wire);
  }
  const has_earlier = conversation.has_earlier || messages.length < conversation.messages.length;
  return { messages: messages.toReversed(), has_earlier };
}
