import { describe, expect, it } from 'vitest';
import { createChatClient } from '../../src/client/index.ts';
import type { ToolPart } from '../../src/protocol/index.ts';
import { createFakeWorld, type FakeSocket } from '../support/fake-world.ts';
import { answer, answerId, conversationId, question, snapshot } from '../support/log-frames.ts';

const call: ToolPart = { type: 'tool', id: 'call', name: 'send', status: 'awaiting', input: {} };
const decision = { conversationId, messageId: answerId, toolId: 'call', approved: true };

/** A client that is shown a call that awaits a decision. */
function waiting() {
  const world = createFakeWorld();
  const client = createChatClient({ url: 'ws://localhost:8000/ws', environment: world.environment });
  const releases = [client.open('effect'), client.follow(conversationId, 'effect')];
  const socket = world.socket();
  socket.welcome();
  socket.say(snapshot(3, [question('hi'), answer({ status: 'streaming', parts: [call] })]));
  return { world, client, socket, leave: () => releases.forEach((release) => release()) };
}

function decided(socket: FakeSocket, status: 'running' | 'denied') {
  socket.say({
    type: 'ToolUpdate',
    conversation_id: conversationId,
    sync_id: 4,
    message_id: answerId,
    tool: { id: 'call', status },
    at: 1,
  });
}

const sentOf = (socket: FakeSocket) => socket.sent('Approve');

describe('a decision about a call', () => {
  it('is sent once, and the first counts', () => {
    const { client, socket } = waiting();
    client.approve(decision);
    client.approve({ ...decision, approved: false });
    expect(sentOf(socket)).toMatchObject([{ conversation_id: conversationId, message_id: answerId, tool_id: 'call', approved: true }]);
  });

  it('is sent again after silence, and on a new socket, until it is seen', () => {
    const { world, client, socket } = waiting();
    client.approve(decision);
    world.advance(15_000);
    expect(sentOf(socket)).toHaveLength(2);
    socket.close(1006);
    world.advance(1000);
    const second = world.socket();
    second.welcome();
    expect(sentOf(second)).toHaveLength(1);
    second.say(snapshot(3, [question('hi'), answer({ status: 'streaming', parts: [call] })]));
    decided(second, 'running');
    world.advance(16_000);
    expect(sentOf(second)).toHaveLength(1);
  });

  it('that comes from elsewhere makes ours needless', () => {
    const { world, client, socket } = waiting();
    client.approve(decision);
    decided(socket, 'denied');
    world.advance(16_000);
    expect(sentOf(socket)).toHaveLength(1);
  });

  it('is sent again when the server asks for that, and dropped when it is refused', () => {
    const { world, client, socket } = waiting();
    client.approve(decision);
    const request_id = sentOf(socket)[0]?.request_id ?? '';
    const refusal = { type: 'Error', layer: 'application', message: '', request_id } as const;
    socket.say({ ...refusal, code: 'unavailable', retryable: true, retry_after_ms: 500 });
    world.advance(500);
    expect(sentOf(socket)).toHaveLength(2);
    socket.say({ ...refusal, code: 'not_found', retryable: false });
    world.advance(16_000);
    expect(sentOf(socket)).toHaveLength(2);
  });

  it('keeps the connection until it has arrived, though the page has left the chat', () => {
    const { world, client, socket, leave } = waiting();
    client.approve(decision);
    leave();
    world.advance(5000);
    expect(socket.closedByClient).toBeUndefined();
    decided(socket, 'running');
    world.advance(5000);
    expect(socket.closedByClient).toBe(1000);
  });
});
