import type { Mutant } from './mutant.ts';

/** Rules of conversations that are followed, and of how all parts of the client work together. */
export const clientMutants: readonly Mutant[] = [
  {
    breaks: 'conversation and cursor move after the callback',
    file: 'client/subscriptions.ts',
    code: 'held.waiting.push(event);',
    broken: 'void Promise.resolve().then(() => held.waiting.push(event));',
    killedBy: { file: 'client/chat-client.test.ts', name: 'has moved conversation and cursor before anyone is told' },
  },
  {
    breaks: 'no hold-off between a Subscribe and its answer',
    file: 'client/subscriptions.ts',
    code: '    const { id } = held.conversation;\n    held.isFollowed = false;',
    broken: '    const { id } = held.conversation;',
    killedBy: { file: 'client/chat-client.test.ts', name: 'drops duplicates, and asks once for what is missing' },
  },
  {
    breaks: 'nobody asks for what a gap hides',
    file: 'client/subscriptions.ts',
    code: "if (place === 'gap') return ask(held);",
    broken: "if (place === 'gap') return;",
    killedBy: { file: 'client/chat-client.test.ts', name: 'drops duplicates, and asks once for what is missing' },
  },
  {
    breaks: 'a Subscribe does not say where the client stands',
    file: 'client/subscriptions.ts',
    code: 'log_id === null ? {} : { last_sync_id: cursor, log_id }',
    broken: '{}',
    killedBy: { file: 'client/chat-client.test.ts', name: 'subscribes again on the next socket, from its cursor' },
  },
  {
    breaks: 'on a new socket the outbox goes before the Subscribes',
    file: 'client/create-chat-client.ts',
    code: '      subscriptions.onLive();\n      outbox.pumpAll();',
    broken: '      outbox.pumpAll();\n      subscriptions.onLive();',
    killedBy: { file: 'client/sending-order.test.ts', name: 'go behind the Subscribe of their conversation' },
  },
  {
    breaks: 'the acknowledgement stands behind the cursor check',
    file: 'client/inbox.ts',
    code: "if (frame.type === 'MessageAdded') acknowledge(frame.message.id);",
    broken:
      "if (frame.type === 'MessageAdded' && frame.sync_id === (subscriptions.get(frame.conversation_id)?.conversation.cursor ?? 0) + 1) acknowledge(frame.message.id);",
    killedBy: { file: 'client/chat-client.test.ts', name: 'takes any sight of the id for the acknowledgement' },
  },
  {
    breaks: 'an unmount cancels',
    file: 'client/create-chat-client.ts',
    code: '      subscriptions.remove(conversationId);',
    broken: "      cancels.want(conversationId, heldOf(conversationId)?.unfinished[0] ?? '');\n      subscriptions.remove(conversationId);",
    killedBy: { file: 'client/chat-client.test.ts', name: 'nothing but Stop ever cancels' },
  },
  {
    breaks: 'a Cancel is not sent again',
    file: 'client/cancels.ts',
    code: '      for (const [messageId, conversationId] of wanted) ask(messageId, conversationId);',
    broken: '',
    killedBy: { file: 'client/chat-client.test.ts', name: 'is kept until the end is seen, and sent again behind its message' },
  },
  {
    breaks: 'what one user holds is shown to the next',
    file: 'client/create-chat-client.ts',
    code: 'if (user !== undefined && user !== userId) subscriptions.forget();',
    broken: '',
    killedBy: { file: 'client/chat-client.test.ts', name: 'when another user is at the other end' },
  },
  {
    breaks: 'a conversation that is gone is taken for a new one',
    file: 'client/subscriptions.ts',
    code: "cursor === 0 && log_id === null ? 'ready' : 'gone'",
    broken: "'ready'",
    killedBy: { file: 'client/chat-client.test.ts', name: 'and one that it has seen for gone' },
  },
  {
    breaks: 'whoever leaves the page of the chat loses what is on its way',
    file: 'client/create-chat-client.ts',
    code: 'const releases = [holders.hold(id), followers.hold(conversationId, id)];',
    broken: 'const releases = [followers.hold(conversationId, id)];',
    killedBy: { file: 'client/chat-client.test.ts', name: 'and stays connected until it is there' },
  },
  {
    breaks: 'what the log has shown is sent again when it is read from the database later',
    file: 'client/create-chat-client.ts',
    code: 'return held && findMessage(held, frame.id);',
    broken: 'return held && false;',
    killedBy: { file: 'client/late-keeper.test.ts', name: 'is not sent again after a reload, and kept no longer' },
  },
];
