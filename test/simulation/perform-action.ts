import { isUnfinished } from '../../src/protocol/index.ts';
import type { Action } from './schedule.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

/** What is longer than a server takes. */
const tooLong = 'x'.repeat(260 * 1024);

/** A person does something, as soon as the page lets them. */
export function performAction(world: World, action: Action): void {
  if (action.do === 'intrude') return world.intruder.attempt(idOf(world, action.conversation), action.by);
  const tab = world.tabs[action.tab];
  if (!tab) return undefined;
  if (action.do === 'reload') return reload(world, tab);
  const page = tab.page();
  return page.host.reach(() => act(world, tab, action));
}

function act(world: World, tab: Tab, action: Exclude<Action, { do: 'intrude' }>): void {
  const { client } = tab.page();
  switch (action.do) {
    case 'send':
      return send(world, tab, idOf(world, action.conversation), action.how);
    case 'regenerate':
      return regenerate(world, tab, idOf(world, action.conversation));
    case 'stop':
      world.ledger.stop(idOf(world, action.conversation));
      return client.stop(idOf(world, action.conversation));
    case 'retry':
      return retry(world, tab, idOf(world, action.conversation));
    case 'remove':
      return remove(world, tab, idOf(world, action.conversation));
    case 'earlier':
      return client.loadEarlier(idOf(world, action.conversation));
    case 'show':
      return tab.show(idOf(world, action.conversation));
    case 'hide':
      return tab.hide(idOf(world, action.conversation));
    case 'switch':
      tab.hide(idOf(world, action.from));
      return tab.show(idOf(world, action.to));
    case 'enter':
      return tab.enter();
    case 'leave':
      return tab.leave();
    case 'remount':
      tab.leave();
      return tab.enter();
    case 'retryNow':
      return client.retryNow();
    case 'reload':
      return undefined;
    default:
      return action satisfies never;
  }
}

function idOf(world: World, conversation: number): string {
  return world.conversationIds[conversation] ?? '';
}

function send({ ledger }: World, tab: Tab, conversationId: string, how: Extract<Action, { do: 'send' }>['how']): void {
  const { client, name } = tab.page();
  const content = `question ${ledger.entries.length} of ${tab.name}?${how === 'too long' ? tooLong : ''}`;
  const first = client.conversation(conversationId)?.conversation.messages.find(({ role }) => role === 'user');
  const edit = first && { fork: true, ...(first.reply_to === null ? {} : { replyTo: first.reply_to }) };
  const id = client.send({ conversationId, content, useReasoning: how === 'with reasoning', ...(how === 'as an edit' ? edit : {}) });
  ledger.add({ id, page: name, conversationId, kind: 'Message', content });
}

function regenerate({ ledger }: World, tab: Tab, conversationId: string): void {
  const { client, name } = tab.page();
  const messages = client.conversation(conversationId)?.conversation.messages ?? [];
  const answer = messages.findLast((message) => message.role === 'assistant' && !isUnfinished(message));
  if (!answer) return;
  const id = client.regenerate({ conversationId, messageId: answer.id });
  ledger.add({ id, page: name, conversationId, kind: 'Regenerate', content: '' });
}

function retry({ ledger }: World, tab: Tab, conversationId: string): void {
  const { client } = tab.page();
  const place = client.outbox(conversationId).findIndex((entry) => entry.status === 'failed');
  const failed = client.outbox(conversationId)[place];
  if (!failed) return;
  client.retry(failed.frame.id);
  ledger.renamed(failed.frame.id, client.outbox(conversationId)[place]?.frame.id ?? '');
}

function remove({ ledger }: World, tab: Tab, conversationId: string): void {
  const { client } = tab.page();
  const entry = client.outbox(conversationId).findLast(({ status }) => status === 'failed' || status === 'queued');
  if (!entry) return;
  ledger.takenBack(entry.frame.id);
  client.remove(entry.frame.id);
}

/** Somebody without cookies is a stranger in the next page, so they stay in this one. */
function reload({ ledger }: World, tab: Tab): void {
  if (!tab.browser.setup.hasCookies) return;
  ledger.lostPage(tab.page().name, tab.browser.isKept);
  tab.reload();
}
