import { describe, expect, it } from 'vitest';
import { contentOf, reasoningOf } from '../../src/protocol/index.ts';
import { question } from '../conformance/chat-socket.ts';
import { mockNetwork } from './mock-network.ts';

describe('the answers of a mock server', () => {
  const { chat, enter } = mockNetwork();

  it('says back what it was told, if it is told nothing else', async () => {
    const socket = await enter();
    socket.send(question('Hello there', { use_reasoning: true }));
    await socket.next('Complete');
    const answer = chat.conversation().state.messages.at(-1);
    expect(answer && [reasoningOf(answer), contentOf(answer)]).toEqual(['They wrote: Hello there', 'You wrote: Hello there']);
  });

  it('says what a reply makes it say', async () => {
    chat.onMessage(({ content, answer }) => {
      answer.write(content.toUpperCase());
      answer.complete({ finish_reason: 'length', usage: { output_tokens: 1 } });
      answer.write('and nothing after its end');
    });
    const socket = await enter();
    socket.send(question('hi'));
    await expect(socket.next('Complete')).resolves.toMatchObject({ finish_reason: 'length', usage: { output_tokens: 1 } });
    expect(chat.conversation().state.messages.map(contentOf)).toEqual(['hi', 'HI']);
  });

  it('fails an answer whose reply throws, and says why', async () => {
    chat.onMessage(() => {
      throw new Error('No idea');
    });
    const socket = await enter();
    socket.send(question('hi'));
    await expect(socket.next('Complete')).resolves.toMatchObject({ status: 'failed', error: { message: 'No idea' } });
  });

  it('shows a tool call that waits for approval, and takes the first word about it', async () => {
    chat.onMessage(({ answer }) => answer.tool({ id: 'call', name: 'search', status: 'awaiting', input: { for: 'tea' } }));
    const socket = await enter();
    socket.send(question('tea?'));
    const { conversation_id, message_id } = await socket.next('ToolUpdate');
    const approve = { type: 'Approve', conversation_id, message_id, tool_id: 'call' } as const;
    socket.send({ ...approve, approved: true });
    socket.send({ ...approve, approved: false });
    await chat.waitFor((frame) => frame.type === 'Approve' && !frame.approved);
    chat.conversation().answer().complete();
    await socket.next('Complete');
    expect(chat.conversation().state.messages.at(-1)?.parts).toEqual([
      expect.objectContaining({ id: 'call', name: 'search', status: 'running', input: { for: 'tea' } }),
    ]);
  });
});

describe('a mock server that is told not to answer by itself', () => {
  const { chat, enter } = mockNetwork({ autoReply: false });

  it('leaves the answer to the test', async () => {
    const socket = await enter();
    socket.send(question('hi'));
    await chat.waitFor((frame) => frame.type === 'Message');
    const answer = chat.conversation().answer();
    answer.reason('Hm.');
    answer.stop();
    await expect(socket.next('Complete')).resolves.toMatchObject({ message_id: answer.id, status: 'stopped' });
    expect(answer.hasEnded).toBe(true);
  });

  it('starts an answer that nobody asked for where all have ended', async () => {
    const conversation = chat.seed({ messages: [{ role: 'user', content: 'hi' }] });
    const socket = await enter();
    socket.send({ type: 'Subscribe', scope: 'chat', conversation_id: conversation.id });
    await socket.next('Subscribed');
    conversation.answer().write('By the way');
    await expect(socket.next('Update')).resolves.toMatchObject({ delta: { content: 'By the way' } });
  });
});

describe('a mock server with timers of its own', () => {
  const timers: { ms: number; callback: () => void }[] = [];
  const setTimer = (ms: number, callback: () => void) => {
    timers.push({ ms, callback });
    return () => undefined;
  };
  const { chat, enter } = mockNetwork({ wordMs: 40, environment: { setTimer } });

  it('waits before each word as long as it is told', async () => {
    const socket = await enter();
    socket.send(question('go'));
    const words: string[] = [];
    for (let word = 0; word < 3; word += 1) {
      const timer = await chat.until(() => timers.shift());
      expect(timer.ms).toBe(40);
      timer.callback();
      words.push((await socket.next('Update')).delta.content ?? '');
    }
    await socket.next('Complete');
    expect(words).toEqual(['You', ' wrote:', ' go']);
  });
});
