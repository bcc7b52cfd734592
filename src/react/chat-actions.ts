import { filesOf, type MessageFile } from '../protocol/index.ts';
import type { ChatStore } from '../store/index.ts';

/** What can be done in a conversation. The functions stay the same from render to render. */
export interface ChatActions {
  /** Sends a message, now or as soon as it can be; returns its id. Throws `OutboxFullError`, and has not taken it then. */
  send: (content: string, files?: readonly MessageFile[]) => string;
  /** Sends a message that waits for the end of an answer now: stops the answer, and lets the others wait. */
  sendNow: (messageId: string) => void;
  /**
   * Asks a question in other words, beside the one that was sent and overwriting nothing, and stops what is being answered. Its files go with it.
   * Returns the new question's id. Throws `OutboxFullError`.
   */
  edit: (messageId: string, content: string) => string;
  /** Shows the branch that a message stands on. */
  chooseBranch: (messageId: string) => void;
  /** Stops what is being answered. Nothing else does: no unmount, no lost connection, no change of conversation. */
  stop: () => void;
  /** Asks for another answer beside one that has ended; returns the new answer's id. */
  regenerate: (messageId: string) => string;
  /** Lets a call of a tool that awaits it be carried out, or denies it. The first word counts, from whatever tab or device. */
  approve: (messageId: string, toolId: string, decision: 'allow' | 'deny') => void;
  /** Tries again: sends a message that could not be sent, or asks anew for an answer that failed. */
  retry: (messageId: string) => void;
  /** Takes back a message that failed or is not on its way. If the server turns out to have it all the same, its answer is stopped. */
  remove: (messageId: string) => void;
  /** Does not wait for the connection's next try. */
  retryNow: () => void;
  /** Asks for the page of messages before the first one shown. */
  loadEarlier: () => void;
  /** Asks again for a conversation that could not be loaded. */
  reload: () => void;
}

interface Choices {
  useReasoning: boolean | undefined;
  model: string | undefined;
  repos: readonly string[] | undefined;
}

export function createChatActions(store: ChatStore, conversationId: string, choices: Choices): ChatActions {
  const { client } = store;
  const own = (id: string) => {
    store.sentHere.add(id);
    return id;
  };
  const branch = (id: string) => {
    store.chooseBranch(conversationId, id);
    return own(id);
  };
  const regenerate = (messageId: string) => branch(client.regenerate({ conversationId, messageId, ...choices }));
  /** Of what is shown, the last message that the server has: what is written now stands on that branch. */
  const replyTo = () => {
    const shown = store.getState().conversations[conversationId]?.messageIds;
    return shown?.findLast((id) => store.message(conversationId, id)?.delivery === 'sent');
  };
  return {
    send: (content, files) => own(client.send({ conversationId, content, files, replyTo: replyTo(), ...choices })),
    sendNow: client.sendNow,
    edit(messageId, content) {
      const question = store.message(conversationId, messageId);
      const files = question && filesOf(question).map(({ name, media_type, data }) => ({ name, media_type, data }));
      const options = { conversationId, content, files, replyTo: question?.reply_to, fork: true, ...choices };
      const id = client.send(options);
      client.sendNow(id);
      return branch(id);
    },
    chooseBranch: (messageId) => store.chooseBranch(conversationId, messageId),
    stop: () => client.stop(conversationId),
    regenerate,
    approve: (messageId, toolId, decision) => client.approve({ conversationId, messageId, toolId, approved: decision === 'allow' }),
    retry(messageId) {
      const message = store.message(conversationId, messageId);
      if (message?.delivery === 'failed') branch(client.retry(messageId));
      else if (message?.role === 'assistant' && message.delivery === 'sent') regenerate(messageId);
    },
    remove: client.remove,
    retryNow: client.retryNow,
    loadEarlier: () => client.loadEarlier(conversationId),
    reload: () => client.reload(conversationId),
  };
}
