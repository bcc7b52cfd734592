import type { ErrorFrame, ServerFrame } from '../protocol/index.ts';

/** Something that tells how well a connection serves. */
export type ClientMetric =
  /** `duplicate`: an event that came again was dropped; `gap`: one did not follow, so the rest was asked for; `replay`, `snapshot`: the answer to that. */
  | { readonly name: 'reconnect' | 'duplicate' | 'gap' | 'replay' | 'snapshot' }
  /** From the pending answer to its first word. */
  | { readonly name: 'first-delta'; readonly ms: number };

/** What the server refused, with what finds it in the server's log. */
export interface ClientError extends Omit<ErrorFrame, 'type'> {
  readonly connection_id: string | undefined;
}

/** Who is told. */
export interface WatchFramesOptions {
  readonly onError?: (error: ClientError) => void;
  readonly onMetric?: (metric: ClientMetric) => void;
  /** The time in ms. @default Date.now */
  readonly now?: () => number;
}

/**
 * Reads errors and metrics off what a client is sent. It costs nothing where it is not used.
 * @example
 * createChatClient({ url, onFrame: watchFrames({ onError: report }) });
 */
export function watchFrames({ onError, onMetric, now = Date.now }: WatchFramesOptions): (frame: ServerFrame) => void {
  const cursors = new Map<string, number>();
  const pending = new Map<string, number>();
  let connectionId: string | undefined;

  function sawEvent(conversationId: string, syncId: number, after: number): void {
    const cursor = cursors.get(conversationId);
    if (cursor === undefined) return;
    if (syncId <= cursor) return onMetric?.({ name: 'duplicate' });
    if (after === cursor) return void cursors.set(conversationId, syncId);
    cursors.delete(conversationId);
    onMetric?.({ name: 'gap' });
  }

  function sawWord(messageId: string): void {
    const since = pending.get(messageId);
    if (since === undefined) return;
    pending.delete(messageId);
    onMetric?.({ name: 'first-delta', ms: now() - since });
  }

  return (frame) => {
    switch (frame.type) {
      case 'Welcome':
        if (connectionId !== undefined) onMetric?.({ name: 'reconnect' });
        connectionId = frame.connection_id;
        return cursors.clear();
      case 'Error': {
        const { type: _, ...error } = frame;
        return onError?.({ ...error, connection_id: connectionId });
      }
      case 'Subscribed':
        if (frame.conversation_id === undefined) return undefined;
        cursors.set(frame.conversation_id, frame.last_sync_id);
        return onMetric?.({ name: frame.events ? 'replay' : 'snapshot' });
      case 'MessageAdded':
        if (frame.message.status === 'pending') pending.set(frame.message.id, now());
        return sawEvent(frame.conversation_id, frame.sync_id, frame.sync_id - 1);
      case 'Update':
        sawWord(frame.message_id);
        return sawEvent(frame.conversation_id, frame.sync_id, frame.after ?? frame.sync_id - 1);
      case 'Complete':
        pending.delete(frame.message_id);
        return sawEvent(frame.conversation_id, frame.sync_id, frame.sync_id - 1);
      case 'ToolUpdate':
      case 'Part':
        return sawEvent(frame.conversation_id, frame.sync_id, frame.sync_id - 1);
      default:
        return undefined;
    }
  };
}
