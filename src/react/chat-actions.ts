import type { ChatStore } from '../store/index.ts';

/** What can be done in a conversation. The functions stay the same from render to render. */
export interface ChatActions {
  /** Sends a message, now or as soon as it can be; returns its id. Throws `OutboxFullError`, and has not taken it then. */
  send: (content: string) => string;
  /** Stops what is being answered. Nothing else does: no unmount, no lost connection, no change of conversation. */
  stop: () => void;
  /** Asks for another answer beside one that has ended; returns the new answer's id. */
  regenerate: (messageId: string) => string;
  /** Tries again: sends a message that could not be sent, or asks anew for an answer that failed. */
  retry: (messageId: string) => void;
  /** Takes back a message that failed or is not on its way yet. */
  remove: (messageId: string) => void;
  /** Does not wait for the connection's next try. */
  retryNow: () => void;
  /** Asks for the page of messages before the first one shown. */
  loadEarlier: () => void;
}

interface Choices {
  useReasoning: boolean | undefined;
  model: string | undefined;
}

export function createChatActions(store: ChatStore, conversationId: string, { useReasoning, model }: Choices): ChatActions {
  const { client } = store;
  const choices = { ...(useReasoning === undefined ? {} : { useReasoning }), ...(model === undefined ? {} : { model }) };
  const regenerate = (messageId: string) => client.regenerate({ conversationId, messageId, ...choices });
  return {
    send: (content) => client.send({ conversationId, content, ...choices }),
    stop: () => client.stop(conversationId),
    regenerate,
    retry(messageId) {
      const message = store.message(conversationId, messageId);
      if (message?.delivery === 'failed') client.retry(messageId);
      else if (message?.role === 'assistant' && message.delivery === 'sent') regenerate(messageId);
    },
    remove: client.remove,
    retryNow: client.retryNow,
    loadEarlier: () => client.loadEarlier(conversationId),
  };
}
