import { findMessage, isUnfinished, type ApproveFrame, type Conversation, type ErrorFrame } from '../protocol/index.ts';
import type { Requests } from './requests.ts';

/** Which call of a tool is decided upon. */
export type CallPlace = Pick<ApproveFrame, 'conversation_id' | 'message_id' | 'tool_id'>;

/** Decisions that were taken and not seen to have arrived: kept, and sent again on every new socket. */
export interface Approvals {
  /** Whether a decision in that conversation is still on its way. */
  isWanted(conversationId: string): boolean;
  /** Decides on a call; the first word counts. */
  decide(decision: CallPlace & { approved: boolean }): void;
  /** The conversation has changed: what no longer awaits a decision needs none. */
  check(conversation: Conversation): void;
  /** Whether the error was the answer to a decision. */
  refused(error: ErrorFrame): boolean;
  onLive(): void;
}

export interface ApprovalsOptions {
  requests: Requests;
  uuid: () => string;
  onChange: (conversationId: string) => void;
}

export function createApprovals({ requests, uuid, onChange }: ApprovalsOptions): Approvals {
  /** By request id. */
  const wanted = new Map<string, ApproveFrame>();

  function drop(requestId: string, { conversation_id }: ApproveFrame): void {
    requests.settle(requestId);
    wanted.delete(requestId);
    onChange(conversation_id);
  }

  return {
    isWanted: (conversationId) => [...wanted.values()].some((frame) => frame.conversation_id === conversationId),
    decide(decision) {
      const isSame = (frame: ApproveFrame) => frame.message_id === decision.message_id && frame.tool_id === decision.tool_id;
      if ([...wanted.values()].some(isSame)) return;
      const request_id = `approve:${uuid()}`;
      const frame: ApproveFrame = { type: 'Approve', ...decision, request_id };
      wanted.set(request_id, frame);
      requests.ask(request_id, () => frame);
      onChange(decision.conversation_id);
    },
    check(conversation) {
      for (const [requestId, frame] of wanted) {
        if (frame.conversation_id === conversation.id && !isAwaited(conversation, frame)) drop(requestId, frame);
      }
    },
    refused(error) {
      const frame = wanted.get(error.request_id ?? '');
      if (!frame?.request_id) return false;
      if (error.retryable) requests.askLater(frame.request_id, error);
      else drop(frame.request_id, frame);
      return true;
    },
    onLive() {
      for (const [requestId, frame] of wanted) requests.ask(requestId, () => frame);
    },
  };
}

function isAwaited(conversation: Conversation, { message_id, tool_id }: ApproveFrame): boolean {
  const message = findMessage(conversation, message_id);
  const call = message?.parts.find((part) => part.type === 'tool' && part.id === tool_id);
  return message !== undefined && isUnfinished(message) && call?.type === 'tool' && call.status === 'awaiting';
}
