import { describe, expect, it } from 'vitest';
import type { Subscribed } from '../../src/protocol/index.ts';
import { createConnection } from '../../src/server/connection.ts';
import type { HeldConversation } from '../../src/server/log/index.ts';
import { sendAgain } from '../../src/server/send-again.ts';
import { createWebSocketState } from '../../src/server/websocket-state.ts';
import { openLog, question, startConversation, write, type OpenLog } from './log/log-fixture.ts';
import { createStalledSocket } from './stalled-socket.ts';

async function follow({ log }: OpenLog, onLook?: () => void) {
  await startConversation(log);
  const state = createWebSocketState(log);
  const reader = createStalledSocket();
  const connection = createConnection('1', 'owner', reader.socket);
  const held = await log.hold('c');
  if (!held) throw new Error('There is no conversation.');
  const answer: Subscribed = { type: 'Subscribed', scope: 'chat', conversation_id: 'c', last_sync_id: 2 };
  state.add(connection);
  state.follow(connection, onLook ? seen(held, onLook) : held, answer);
  return { state, reader, connection };
}

/** Tells of each look at the events of a conversation. */
function seen(held: HeldConversation, onLook: () => void): HeldConversation {
  const read = () => {
    const state = held.read();
    const events = () => {
      onLook();
      return state.tail.events;
    };
    return { ...state, tail: Object.defineProperty({ ...state.tail }, 'events', { get: events }) };
  };
  return { ...held, read };
}

const piece = 'x'.repeat(8000);

describe('a slow reader', () => {
  it('D24: costs a cursor, and is caught up by merged Updates once it reads', async () => {
    const opened = await openLog();
    const { state, reader, connection } = await follow(opened);

    for (let n = 0; n < 60; n += 1) await opened.log.transact('c', (draft) => write(draft, 'c-a', piece));
    const sentBefore = reader.frames.length;

    let cursor = 0;
    while (cursor < 62) {
      reader.drain();
      state.catchUp(connection);
      const last = reader.frames.at(-1);
      cursor = last && 'sync_id' in last ? last.sync_id : cursor;
    }

    expect(sentBefore).toBeLessThan(15);
    expect(reader.largestBuffer()).toBeLessThan(128 * 1024);
    expect(
      reader
        .updates()
        .map(({ delta }) => delta.content)
        .join(''),
    ).toHaveLength(60 * piece.length);
    expect(reader.code()).toBeUndefined();
  });

  it('D24: costs no look at what it lacks before it has drained', async () => {
    const opened = await openLog();
    let looks = 0;
    const { state, reader, connection } = await follow(opened, () => (looks += 1));
    for (let n = 0; n < 60; n += 1) await opened.log.transact('c', (draft) => write(draft, 'c-a', piece));
    const taken = reader.updates().length;
    expect(looks).toBe(taken);

    reader.drain();
    state.catchUp(connection);
    expect(looks).toBe(taken + 1);
    expect(reader.updates().length).toBeGreaterThan(taken);
  });

  it('D24: stalls nobody else', async () => {
    const opened = await openLog();
    const { state } = await follow(opened);
    const quick = createStalledSocket();
    const other = createConnection('2', 'owner', quick.socket);
    const held = await opened.log.hold('c');
    state.add(other);
    if (held) state.follow(other, held, { type: 'Subscribed', scope: 'chat', conversation_id: 'c', last_sync_id: 2 });

    for (let n = 0; n < 60; n += 1) {
      quick.drain();
      await opened.log.transact('c', (draft) => write(draft, 'c-a', piece));
    }

    expect(quick.frames.at(-1)).toMatchObject({ type: 'Update', sync_id: 62 });
    expect(quick.updates()).toHaveLength(60);
  });

  it('R6.1: is sent the answer to a retry in its turn, so that no event overtakes another', async () => {
    const opened = await openLog();
    const { state, reader, connection } = await follow(opened);
    for (let n = 0; n < 20; n += 1) await opened.log.transact('c', (draft) => write(draft, 'c-a', piece));
    await opened.log.transact('c', (draft) => draft.add(question('q2', 'And?')));
    const stored = await opened.log.messages.find('q2');
    if (!stored) throw new Error('The question is not stored.');

    sendAgain({ state }, connection, stored, 'retry');
    expect(reader.frames.at(-1)).toMatchObject({ type: 'Update' });
    for (let n = 0; n < 5; n += 1) {
      reader.drain();
      state.catchUp(connection);
    }

    const syncIds = reader.frames.flatMap((frame) => ('sync_id' in frame ? [frame.sync_id] : []));
    expect(syncIds).toEqual(syncIds.toSorted((a, b) => a - b));
    expect(reader.frames.at(-1)).toMatchObject({ type: 'MessageAdded', sync_id: 23, request_id: 'retry' });
  });

  it('P17: is closed with 4409 when the log no longer holds what it lacks', async () => {
    const opened = await openLog();
    const { reader } = await follow(opened);

    for (let n = 0; n < 200; n += 1) await opened.log.transact('c', (draft) => write(draft, 'c-a', piece));

    expect(reader.code()).toBe(4409);
  });

  it('is closed with 4409 when it asks on and on, and takes none of the answers', async () => {
    const opened = await openLog();
    const { reader, connection } = await follow(opened);

    for (let n = 0; n < 100; n += 1) connection.send({ type: 'Pong', request_id: piece });

    expect(reader.code()).toBe(4409);
    expect(reader.largestBuffer()).toBeLessThan(512 * 1024 + 2 * piece.length);
  });
});
