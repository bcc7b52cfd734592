import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../../../src/store/index.ts';
import type { CreateInvariant } from '../invariant.ts';

/** What is painted shows every message once, and in the end what the client holds (G2, on the screen). */
export const screenIsTrue: CreateInvariant = ({ tabs }, fail) => ({
  onPaint(tab, page) {
    for (const [id, view] of Object.entries(page.store.getState().conversations)) {
      if (new Set(view.messageIds).size < view.messageIds.length)
        fail('G2', `${tab.name} shows a message of ${id} twice: ${view.messageIds.join()}`);
      const missing = view.messageIds.find((messageId) => !messageOf(view, messageId));
      if (missing !== undefined) fail('G2', `${tab.name} shows ${missing} of ${id}, and does not have it`);
    }
  },
  atRest() {
    for (const tab of tabs) {
      const { client, store } = tab.page();
      for (const id of tab.shown) {
        const view = store.getState().conversations[id];
        if (!isDeepStrictEqual(view?.conversation.messages, client.conversation(id)?.conversation.messages))
          fail('G2', `${tab.name} paints another state of ${id} than it holds`);
        if (view?.isStreaming) fail('G2', `${tab.name} shows ${id} as streaming, and nothing streams`);
      }
    }
  },
});
