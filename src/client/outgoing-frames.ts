import type { RegenerateOptions, SendOptions } from './chat-client.ts';
import type { Outgoing } from './outbox-entry.ts';

/** The frame of a message that a person sends. */
export function messageFrame(
  id: string,
  { conversationId, content, files = [], replyTo, fork, repos = [], ...choices }: SendOptions,
): Outgoing {
  return {
    type: 'Message',
    id,
    conversation_id: conversationId,
    content,
    ...(files.length === 0 ? {} : { files: [...files] }),
    ...(typeof replyTo === 'string' ? { reply_to: replyTo } : {}),
    ...(fork === undefined ? {} : { fork }),
    ...(repos.length === 0 ? {} : { repos: [...repos] }),
    ...choiceFields(choices),
  };
}

/** The frame that asks for another answer. */
export function regenerateFrame(id: string, { conversationId, messageId, ...choices }: RegenerateOptions): Outgoing {
  return { type: 'Regenerate', id, conversation_id: conversationId, message_id: messageId, ...choiceFields(choices) };
}

function choiceFields({ useReasoning, model }: Pick<SendOptions, 'useReasoning' | 'model'>): { use_reasoning?: boolean; model?: string } {
  return { ...(useReasoning === undefined ? {} : { use_reasoning: useReasoning }), ...(model === undefined ? {} : { model }) };
}
