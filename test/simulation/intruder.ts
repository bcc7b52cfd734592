import { encodeFrame, type ClientFrame } from '../../src/protocol/index.ts';
import type { ClientSocket } from '../../src/client/index.ts';
import type { Clock } from './clock.ts';
import { createHost } from './host.ts';
import type { Network } from './network.ts';
import type { Action } from './schedule.ts';
import type { Truth } from './truth.ts';

/** Somebody who tries to see and to touch what is not theirs, on a bare socket. */
export interface Intruder {
  /** Only of conversations that are there: an id that nobody has yet is anybody's to take. */
  attempt(conversationId: string, by: Extract<Action, { do: 'intrude' }>['by']): void;
}

/** The site that the intruder comes from. */
export const intruderSite = 'intruder';

/** An intruder that is not connected yet. */
export function createIntruder(network: Network, clock: Clock, truth: Truth): Intruder {
  const line = network.line({ name: intruderSite, host: createHost(clock), cookie: undefined });
  let socket: ClientSocket | undefined;

  function send(text: string): void {
    if (!socket || socket.readyState > 1) socket = line.connect();
    const opened = socket;
    if (opened.readyState === 1) opened.send(text);
    else opened.addEventListener('open', () => opened.send(text));
  }

  function frame(conversation_id: string, by: Exclude<Extract<Action, { do: 'intrude' }>['by'], 'noise'>): ClientFrame {
    const known = truth.messageIds(conversation_id, Infinity);
    const message_id = known.at(-1) ?? conversation_id;
    const id = 'ee000000-0000-4000-8000-000000000000';
    switch (by) {
      case 'Subscribe':
        return { type: 'Subscribe', scope: 'chat', conversation_id };
      case 'Message':
        return { type: 'Message', id, conversation_id, content: 'let me in', reply_to: message_id };
      case 'Regenerate':
        return { type: 'Regenerate', id, conversation_id, message_id };
      case 'Cancel':
        return { type: 'Cancel', conversation_id, message_id };
      case 'History':
        return { type: 'History', conversation_id, before: message_id, limit: 50 };
      case 'Approve': {
        const call = truth.message(message_id, Infinity)?.parts.find((part) => part.type === 'tool' && part.status === 'awaiting');
        return { type: by, conversation_id, message_id, tool_id: call?.type === 'tool' ? call.id : 'none', approved: true };
      }
      case 'Rename':
        return { type: 'Rename', conversation_id, title: 'mine' };
      case 'Delete':
      case 'Restore':
        return { type: by, conversation_id };
      default:
        return by satisfies never;
    }
  }

  return {
    attempt(conversationId, by) {
      if (truth.head(conversationId) === 0) return;
      send(by === 'noise' ? '{"type":"Message","id":7' : encodeFrame(frame(conversationId, by)));
    },
  };
}
