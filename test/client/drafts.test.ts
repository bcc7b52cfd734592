import { expect, it } from 'vitest';
import { createDrafts, type DraftStorage } from '../../src/client/drafts.ts';
import { conversationId, otherId } from '../support/log-frames.ts';

const address = '["ws://localhost:8000/ws",""]';

/** What a browser keeps of a tab, and the pages that open in it one after the other. */
function openTab() {
  const kept = new Map<string, string>();
  let written = 0;
  const storage: DraftStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      kept.set(key, value);
      written += value.length;
    },
    removeItem: (key) => void kept.delete(key),
  };
  return { kept, written: () => written, load: (at = address) => createDrafts(storage, at) };
}

const draft = (content: string) => ({ content, files: [] });

it('U16: a draft is there again after a reload, before the server has said who it is', () => {
  const tab = openTab();
  const before = tab.load();
  before.belongTo('u1');
  before.set(conversationId, draft('half a tho'));
  const after = tab.load();
  expect(after.get(conversationId)).toEqual(draft('half a tho'));
  expect(after.get(otherId)).toBeUndefined();
});

it('U16: a draft that was begun before the user is known is that user’s', () => {
  const tab = openTab();
  const before = tab.load();
  before.set(conversationId, draft('early'));
  before.belongTo('u1');
  expect(before.get(conversationId)).toEqual(draft('early'));
  expect(tab.load().get(conversationId)).toEqual(draft('early'));
  before.set(conversationId, undefined);
  expect([...tab.kept.values()]).toEqual(['u1']);
});

it('U16: what is written before the server says that somebody else is here is that user’s, and nothing that was kept is', () => {
  const tab = openTab();
  const before = tab.load();
  before.belongTo('u1');
  before.set(otherId, draft('of u1'));
  const after = tab.load();
  after.set(conversationId, draft('A'));
  after.get(otherId);
  after.set(otherId, draft('of u1, and more'));
  after.belongTo('u2');
  expect(after.get(conversationId)).toEqual(draft('A'));
  expect(after.get(otherId)).toBeUndefined();
});

it('R3.13: a draft is neither another user’s nor another address’s', () => {
  const tab = openTab();
  const before = tab.load();
  before.belongTo('u1');
  before.set(conversationId, draft('of u1'));
  before.belongTo('u2');
  expect(before.get(conversationId)).toBeUndefined();
  expect(tab.load('elsewhere').get(conversationId)).toBeUndefined();
  before.belongTo('u1');
  expect(before.get(conversationId)).toEqual(draft('of u1'));
});

it('leaves nothing behind once it is sent', () => {
  const tab = openTab();
  const drafts = tab.load();
  drafts.belongTo('u1');
  drafts.set(conversationId, draft('gone in a moment'));
  drafts.set(conversationId, undefined);
  expect([...tab.kept.values()]).toEqual(['u1']);
});

it('U16: its files are kept once, and not again with each letter', () => {
  const tab = openTab();
  const drafts = tab.load();
  drafts.belongTo('u1');
  const files = [{ name: 'cat.png', media_type: 'image/png', data: 'A'.repeat(1000) }];
  drafts.set(conversationId, { content: 'C', files });
  const before = tab.written();
  drafts.set(conversationId, { content: 'Ca', files });
  expect(tab.written() - before).toBeLessThan(100);
  expect(tab.load().get(conversationId)).toEqual({ content: 'Ca', files });
  drafts.set(conversationId, { content: 'Ca', files: [] });
  expect(tab.load().get(conversationId)).toEqual(draft('Ca'));
});

it('U16: what was taken back, and what stood aside, are there again after a reload', () => {
  const tab = openTab();
  const taken = { ...draft(''), takenBack: { message: draft('one'), aside: draft('half a tho') } };
  const before = tab.load();
  before.belongTo('u1');
  before.set(conversationId, taken);
  expect(tab.load().get(conversationId)).toEqual(taken);
});

const refuse = (): void => {
  throw new Error('No room.');
};
const ignore = () => undefined;

it.each([
  ['is full', { getItem: () => null, setItem: refuse, removeItem: ignore }],
  ['is forbidden', undefined],
  ['was cut off', { getItem: () => '{"content":', setItem: ignore, removeItem: ignore }],
])('lives as long as the page where the storage %s', (_, storage: DraftStorage | undefined) => {
  const drafts = createDrafts(storage, address);
  expect(drafts.get(conversationId)).toBeUndefined();
  drafts.set(conversationId, draft('kept here'));
  expect(drafts.get(conversationId)).toEqual(draft('kept here'));
});

it('R3.14: a draft of an anonymous user is the known one’s who that has become, wherever it was written', () => {
  const tab = openTab();
  const before = tab.load();
  before.belongTo('nobody');
  before.set(conversationId, draft('half a tho'));
  before.set(otherId, draft('another'));
  const withFile = { content: 'See', files: [{ name: 'note.txt', media_type: 'text/plain', data: 'TWls' }] };
  before.set('third', withFile);
  const after = tab.load();
  expect(after.get(conversationId)).toEqual(draft('half a tho'));
  after.belongTo('ada', 'nobody');
  expect(after.get(conversationId)).toEqual(draft('half a tho'));
  expect(after.get(otherId)).toEqual(draft('another'));
  after.set('third', { ...withFile, files: after.get('third')?.files ?? [], content: 'See?' });
  after.set(otherId, undefined);
  const later = tab.load();
  later.belongTo('ada', 'nobody');
  expect(later.get(otherId)).toBeUndefined();
  expect(later.get('third')).toEqual({ ...withFile, content: 'See?' });
  expect(later.get(conversationId)).toEqual(draft('half a tho'));
});
