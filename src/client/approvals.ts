import { findMessage, isUnfinished, type ApproveFrame, type Conversation, type ErrorFrame } from '../protocol/index.ts';
import type { ToolDecision } from './chat-client.ts';
import type { Requests } from './requests.ts';

/** Decisions that were taken and not seen to have arrived: kept, and sent again on every new socket. */
export interface Approvals {
  /** Whether a decision in that conversation is still on its way. */
  isWanted(conversationId: string): boolean;
  /** Decides on a call; the first word counts. */
  decide(decision: ToolDecision): void;
  /** The conversation has changed: what no longer awaits a decision needs none. */
  check(conversation: Conversation): void;
  refused(error: ErrorFrame): void;
  onLive(): void;
}

type Wanted = ApproveFrame & { request_id: string };

export interface ApprovalsOptions {
  requests: Requests;
  uuid: () => string;
  onChange: (conversationId: string) => void;
}

export function createApprovals({ requests, uuid, onChange }: ApprovalsOptions): Approvals {
  /** By request id. */
  const wanted = new Map<string, Wanted>();

  function drop({ request_id, conversation_id }: Wanted): void {
    requests.settle(request_id);
    wanted.delete(request_id);
    onChange(conversation_id);
  }

  return {
    isWanted: (conversationId) => [...wanted.values()].some((frame) => frame.conversation_id === conversationId),
    decide({ conversationId, messageId, toolId, approved }) {
      if ([...wanted.values()].some((frame) => frame.message_id === messageId && frame.tool_id === toolId)) return;
      const request_id = `approve:${uuid()}`;
      const frame: Wanted = {
        type: 'Approve',
        conversation_id: conversationId,
        message_id: messageId,
        tool_id: toolId,
        approved,
        request_id,
      };
      wanted.set(request_id, frame);
      requests.ask(request_id, () => frame);
      onChange(conversationId);
    },
    check(conversation) {
      for (const frame of wanted.values()) {
        if (frame.conversation_id === conversation.id && !isAwaited(conversation, frame)) drop(frame);
      }
    },
    refused(error) {
      const frame = wanted.get(error.request_id ?? '');
      if (!frame) return;
      if (error.retryable) requests.askLater(frame.request_id, error);
      else drop(frame);
    },
    onLive() {
      for (const frame of wanted.values()) requests.ask(frame.request_id, () => frame);
    },
  };
}

function isAwaited(conversation: Conversation, { message_id, tool_id }: ApproveFrame): boolean {
  const message = findMessage(conversation, message_id);
  const call = message?.parts.find((part) => part.type === 'tool' && part.id === tool_id);
  return message !== undefined && isUnfinished(message) && call?.type === 'tool' && call.status === 'awaiting';
}
