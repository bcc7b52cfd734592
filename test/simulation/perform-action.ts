import { isUnfinished } from '../../src/protocol/index.ts';
import type { Wish } from './ledger.ts';
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
      press(world, tab, idOf(world, action.conversation));
      return client.stop(idOf(world, action.conversation));
    case 'approve':
    case 'decline':
      return decide(world, tab, idOf(world, action.conversation), action.do === 'approve');
    case 'send now':
      return sendNow(world, tab, idOf(world, action.conversation));
    case 'retry':
      return retry(world, tab, idOf(world, action.conversation));
    case 'remove':
      return takeBack(world, tab, idOf(world, action.conversation));
    case 'earlier':
      return client.loadEarlier(idOf(world, action.conversation));
    case 'rename':
      return rename(world, tab, idOf(world, action.conversation));
    case 'delete':
      return remove(world, tab, idOf(world, action.conversation), action.undoneAfterMs);
    case 'restore':
      return wish(world, tab, idOf(world, action.conversation), 'restore');
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
    case 'show list':
      return tab.showList();
    case 'hide list':
      return tab.hideList();
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

/** Stop is pressed, on the answer that is shown, or the question that is on its way. */
function press({ ledger }: World, tab: Tab, conversationId: string): void {
  const { client } = tab.page();
  const onItsWay = client.outbox(conversationId).find(({ status }) => status === 'sending' || status === 'sent');
  const messageId = client.conversation(conversationId)?.conversation.unfinished[0] ?? onItsWay?.frame.id;
  const isLive = client.connection().status === 'live';
  ledger.stop(conversationId, messageId === undefined ? undefined : { tab: tab.name, conversationId, messageId, isLive });
}

function sendNow(world: World, tab: Tab, conversationId: string): void {
  const { client } = tab.page();
  const entries = client.outbox(conversationId);
  const entry = entries.findLast(({ status }) => status === 'queued');
  if (!entry) return;
  press(world, tab, conversationId);
  const isAmongTabs = tab.browser.setup.isDurable && world.tabs.some((other) => other !== tab && other.browser === tab.browser);
  const isSure = entry.isKept && !isAmongTabs;
  // What is on its way may have come back by the time at which this gets its place.
  const before = entries.slice(0, entries.indexOf(entry)).filter(({ status }) => !isSure || status === 'queued' || status === 'failed');
  const overtaken = before.map(({ frame }) => frame.id);
  world.ledger.putFirst(entry.frame.id, overtaken, isSure ? 'surely' : 'perhaps');
  client.sendNow(entry.frame.id);
}

/** Decides on the first call that a page shows as waiting. */
function decide({ ledger }: World, tab: Tab, conversationId: string, approved: boolean): void {
  const { client } = tab.page();
  const unfinished = client.conversation(conversationId)?.conversation.messages.filter(isUnfinished) ?? [];
  for (const { id: messageId, parts } of unfinished) {
    const call = parts.find((part) => part.type === 'tool' && part.status === 'awaiting');
    if (call?.type !== 'tool') continue;
    ledger.decide(messageId, call.id, approved);
    return client.approve({ conversationId, messageId, toolId: call.id, approved });
  }
}

function regenerate({ ledger }: World, tab: Tab, conversationId: string): void {
  const { client, name } = tab.page();
  const messages = client.conversation(conversationId)?.conversation.messages ?? [];
  const answer = messages.findLast((message) => message.role === 'assistant' && !isUnfinished(message));
  if (!answer) return;
  const id = client.regenerate({ conversationId, messageId: answer.id });
  ledger.add({ id, page: name, conversationId, kind: 'Regenerate', content: '' });
}

function retry({ ledger, truth }: World, tab: Tab, conversationId: string): void {
  const { client } = tab.page();
  const place = client.outbox(conversationId).findIndex((entry) => entry.status === 'failed');
  const failed = client.outbox(conversationId)[place];
  if (!failed) return;
  // It was stored before its chat was deleted, and comes back with that.
  if (failed.error?.code === 'not_found' && truth.message(failed.frame.id, Infinity)) return;
  client.retry(failed.frame.id);
  ledger.renamed(failed.frame.id, client.outbox(conversationId)[place]?.frame.id ?? '');
}

function takeBack({ ledger }: World, tab: Tab, conversationId: string): void {
  const { client } = tab.page();
  const entry = client.outbox(conversationId).findLast(({ status }) => status === 'failed' || status === 'queued');
  if (!entry) return;
  ledger.takenBack(entry.frame.id);
  // If it was on its way after all, its answer is stopped.
  ledger.stop(conversationId);
  client.remove(entry.frame.id);
}

function rename({ ledger }: World, tab: Tab, conversationId: string): void {
  const title = `title ${ledger.titles(conversationId).size} by ${tab.name}`;
  ledger.rename(conversationId, title);
  tab.page().list.rename(conversationId, title);
}

function wish({ ledger, truth }: World, tab: Tab, conversationId: string, wants: Wish['wants']): void {
  const { list, name } = tab.page();
  ledger.wish(conversationId, { page: name, wants, wasThere: truth.head(conversationId) > 0 });
  if (wants === 'delete') list.remove(conversationId);
  else list.restore(conversationId);
}

function remove(world: World, tab: Tab, conversationId: string, undoneAfterMs: number | undefined): void {
  world.ledger.stop(conversationId);
  wish(world, tab, conversationId, 'delete');
  const { host } = tab.page();
  if (undoneAfterMs !== undefined) world.clock.after(undoneAfterMs, () => host.reach(() => wish(world, tab, conversationId, 'restore')));
}

/** How long the store of a browser may take to keep what was written, in milliseconds: what is older outlives its page. */
const keepingMs = 250;

/** Somebody without cookies is a stranger in the next page, so they stay in this one. */
function reload({ ledger, clock }: World, tab: Tab): void {
  const { hasCookies, isDurable } = tab.browser.setup;
  if (!hasCookies) return;
  ledger.lostPage(tab.page().name, ({ id, at }) => !tab.browser.isKept(id) && (!isDurable || clock.now() - at < keepingMs));
  tab.reload();
}
