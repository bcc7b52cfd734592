import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { KeptMessage, OutboxKeeper } from '../../src/client/index.ts';
import { openIndexedDbKeeper } from '../../src/client/indexed-db-keeper.ts';
import { conversationId } from '../support/log-frames.ts';

function message(id: string, userId = 'u1'): KeptMessage {
  return { frame: { type: 'Message', id, conversation_id: conversationId, content: id }, userId, created_at: 1 };
}

/** Keeps a message that may be kept; resolves with its place. */
async function keep(keeper: OutboxKeeper, kept: KeptMessage): Promise<number> {
  const place = await keeper.keep(kept);
  if (place === undefined) throw new Error('It was not kept.');
  return place;
}

const ids = (messages: readonly KeptMessage[]) => messages.map(({ frame }) => frame.id);

it('keeps messages in the order in which they came, apart by address and user', async () => {
  const here = await openIndexedDbKeeper('here');
  const there = await openIndexedDbKeeper('there');
  await here.keep(message('one'));
  await there.keep(message('elsewhere'));
  await here.keep(message('foreign', 'u2'));
  const two = await keep(here, message('two'));
  expect(ids(await here.load('u1'))).toEqual(['one', 'two']);
  expect(ids(await there.load('u1'))).toEqual(['elsewhere']);
  await here.keep({ ...message('two, under a new id'), seq: two });
  expect(ids(await here.load('u1'))).toEqual(['one', 'two, under a new id']);
  await here.discard(two, 'two');
  expect(ids(await here.load('u1'))).toEqual(['one', 'two, under a new id']);
  await here.discard(two, 'two, under a new id');
  expect(ids(await here.load('u1'))).toEqual(['one']);
  expect(await here.keep({ ...message('two, under a new id'), seq: two })).toBeUndefined();
  expect(ids(await here.load('u1'))).toEqual(['one']);
});

it('gives a message another place in one step, as long as it stands where it is thought to', async () => {
  const keeper = await openIndexedDbKeeper('move');
  await keeper.keep(message('one'));
  const two = await keep(keeper, message('two'));
  await keeper.move(two, 'two', 0.5);
  expect(ids(await keeper.load('u1'))).toEqual(['two', 'one']);
  await keeper.move(two, 'two', 0.25);
  await keeper.move(0.5, 'another', 0.25);
  expect((await keeper.load('u1')).map(({ seq }) => seq)).toEqual([0.5, expect.any(Number)]);
});

it('keeps a message no longer that is taken back where another tab has just moved it from', async () => {
  const keeper = await openIndexedDbKeeper('moved');
  const one = await keep(keeper, message('one'));
  await keeper.keep(message('two'));
  await keeper.move(one, 'one', one - 0.5);
  await keeper.discard(one, 'one');
  expect(ids(await keeper.load('u1'))).toEqual(['two']);
});

it('keeps a change of a message where another tab has moved it to', async () => {
  const keeper = await openIndexedDbKeeper('changed');
  await keeper.keep(message('one'));
  const two = await keep(keeper, message('two'));
  await keeper.move(two, 'two', 0.125);
  expect(await keeper.keep({ ...message('two', 'u2'), seq: two })).toBe(0.125);
  expect(ids(await keeper.load('u1'))).toEqual(['one']);
  expect(ids(await keeper.load('u2'))).toEqual(['two']);
});

it('loses neither message when one is given the place of another', async () => {
  const keeper = await openIndexedDbKeeper('taken');
  const one = await keep(keeper, message('one'));
  const two = await keep(keeper, message('two'));
  await expect(keeper.move(two, 'two', one)).rejects.toMatchObject({ name: 'ConstraintError' });
  expect(ids(await keeper.load('u1'))).toEqual(['one', 'two']);
});

it("keeps what is nobody's yet for the last user of its address, and for nobody where there was none", async () => {
  const keeper = await openIndexedDbKeeper('presumed');
  const { userId: _, ...early } = message('early');
  await keeper.keep(early);
  expect(await keeper.load('')).toMatchObject([{ userId: '' }]);
  await keeper.rememberUser('u1');
  await keeper.keep(early);
  expect(await keeper.load('u1')).toMatchObject([{ userId: 'u1' }]);
});

it('remembers the last user of an address', async () => {
  const keeper = await openIndexedDbKeeper('remember');
  expect(await keeper.lastUser()).toBeUndefined();
  await keeper.rememberUser('u1');
  await keeper.rememberUser('u2');
  expect(await keeper.lastUser()).toBe('u2');
});
