import { isDeepStrictEqual } from 'node:util';
import { findMessage, toWireMessage, type Conversation } from '../../../src/protocol/index.ts';
import type { CreateInvariant } from '../invariant.ts';
import type { Page, Tab } from '../tab.ts';

/** A page whose cursor is S shows the fold of the first S events, and the cursor goes forward alone, and not past what is stored (I2, I5). */
export const shownIsFold: CreateInvariant = ({ truth, tabs }, fail) => {
  const cursors = new WeakMap<Page, Map<string, Conversation>>();

  function checkCursor(tab: Tab, page: Page, conversation: Conversation): void {
    const { id, log_id, cursor } = conversation;
    const last = cursors.get(page)?.get(id);
    if (last?.log_id === log_id && cursor < last.cursor) fail('I5', `${tab.name} went back from ${last.cursor} to ${cursor} in ${id}`);
    if (cursor > truth.head(id)) fail('I5', `${tab.name} is at ${cursor} of ${id}, and only ${truth.head(id)} is stored`);
    cursors.set(page, (cursors.get(page) ?? new Map()).set(id, conversation));
  }

  function checkOrder(tab: Tab, { id, cursor, messages, has_earlier }: Conversation): void {
    const all = truth.messageIds(id, cursor);
    const shown = messages.map((message) => message.id);
    const expected = has_earlier ? all.slice(all.length - shown.length) : all;
    if (!isDeepStrictEqual(shown, expected))
      fail('I2', `${tab.name} shows at ${cursor} of ${id} the messages ${shown.join()}, not ${expected.join()}`);
  }

  function checkMessage(tab: Tab, conversation: Conversation, messageId: string): void {
    const message = findMessage(conversation, messageId);
    if (!message) return;
    const shown = toWireMessage(message);
    const expected = truth.message(messageId, conversation.cursor);
    if (isDeepStrictEqual(shown, expected)) return;
    fail('I2', `${tab.name} shows at ${conversation.cursor} ${JSON.stringify(shown)}, not ${JSON.stringify(expected)}`);
  }

  function check(tab: Tab, page: Page, conversation: Conversation, changed: Iterable<string>): void {
    checkCursor(tab, page, conversation);
    checkOrder(tab, conversation);
    for (const id of changed) checkMessage(tab, conversation, id);
  }

  return {
    onChange(tab, page, change) {
      if (change.type !== 'conversation') return;
      const conversation = page.client.conversation(change.conversationId)?.conversation;
      if (conversation) check(tab, page, conversation, change.messageIds);
      else cursors.get(page)?.delete(change.conversationId);
    },
    atRest() {
      for (const tab of tabs) {
        for (const id of tab.shown) {
          const conversation = tab.page().client.conversation(id)?.conversation;
          if (conversation) for (const message of conversation.messages) checkMessage(tab, conversation, message.id);
        }
      }
    },
  };
};
