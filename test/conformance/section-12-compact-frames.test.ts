import { expect, it } from 'vitest';
import { contentOf } from '../../src/protocol/index.ts';
import { ask, heldOn, subscribe } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

const encodings = ['chat.v1.compact', 'chat.v1'];

describeSection('§12 Compact frames', (server) => {
  it('R3.2 speaks the compact encoding with a client that prefers it', async () => {
    expect(server.open(encodings).protocol()).toBeDefined();
  });

  it('R12.1, R12.2 writes the first update of a message in full, with a handle, and those that follow as lists', async () => {
    const socket = server.open(encodings);
    await socket.next('Welcome');
    await ask(socket, 'Think');
    const run = await server.nextRun();
    for (const text of ['One', ' two', ' three']) {
      run.write(text);
      await socket.next('Update', ({ delta }) => delta.content === text);
    }
    expect(socket.texts.slice(-3)).toEqual([expect.stringMatching(/"handle":1\b/), '[1," two"]', '[1," three"]']);
  });

  it('R12.2 says that a list is reasoning', async () => {
    const socket = server.open(encodings);
    await socket.next('Welcome');
    await ask(socket, 'Think');
    const run = await server.nextRun();
    for (const text of ['Hm', ' so']) {
      run.reason(text);
      await socket.next('Update', ({ delta }) => delta.reasoning === text);
    }
    expect(socket.texts.at(-1)).toBe('[1," so",1]');
  });

  it('R12.4 writes what opens a part in full', async () => {
    const socket = server.open(encodings);
    await socket.next('Welcome');
    await ask(socket, 'Think');
    const run = await server.nextRun();
    run.reason('Hm');
    await socket.next('Update');
    run.write('So');
    await socket.next('Update');
    expect(JSON.parse(socket.texts.at(-1) ?? '')).toMatchObject({
      type: 'Update',
      handle: 1,
      delta: { content: 'So' },
      at: expect.any(Number),
    });
  });

  it('R12.3, R12.5 goes on after another Subscribed, with handles given anew', async () => {
    const socket = server.open(encodings);
    await socket.next('Welcome');
    const { conversationId } = await ask(socket, 'Think');
    const run = await server.nextRun();
    run.write('One');
    await socket.next('Update');
    run.write(' two');
    await socket.next('Update');
    const { log_id, last_sync_id } = heldHere();
    await subscribe(socket, conversationId, { last_sync_id, log_id });
    run.write(' three');
    await socket.next('Update', ({ delta }) => delta.content === ' three');
    run.write(' four');
    await socket.next('Update', ({ delta }) => delta.content === ' four');

    expect(socket.texts.slice(-2)).toEqual([expect.stringContaining('"handle":'), expect.stringMatching(/^\[\d+," four"\]$/)]);
    const held = heldOn(socket, conversationId);
    expect(held.messages.map(contentOf)).toEqual(['Think', 'One two three four']);

    function heldHere() {
      const { log_id: logId, cursor } = heldOn(socket, conversationId);
      return { log_id: logId ?? '', last_sync_id: cursor };
    }
  });

  it('gives a client that does not ask for it one JSON object a frame', async () => {
    const socket = server.open(['chat.v1']);
    await socket.next('Welcome');
    await ask(socket, 'Think');
    const run = await server.nextRun();
    for (const text of ['One', ' two']) {
      run.write(text);
      await socket.next('Update', ({ delta }) => delta.content === text);
    }
    expect(socket.texts.filter((text) => !text.startsWith('{"') || text.includes('"handle"'))).toEqual([]);
  });
});
