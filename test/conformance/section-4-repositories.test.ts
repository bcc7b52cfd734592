import { v4 } from 'uuid';
import { expect, it } from 'vitest';
import { question } from './chat-socket.ts';
import { turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

describeSection('§4 Repositories of a Message', (server) => {
  it.each([
    ['more than five', Array.from({ length: 6 }, () => 'octo/tool'), 'repos'],
    ['a name without an owner', ['octo/tool', 'tool'], 'repos.1'],
    ['a way out of one', ['octo/..'], 'repos.0'],
    ['a branch that leads out of one', ['octo/tool#../other'], 'repos.0'],
  ])('R4.24 refuses %s, and names the field', async (_, repos, field) => {
    const socket = await server.enter();
    socket.send(question('What is in it?', { repos }));
    const { code, message } = await socket.next('Error');
    expect({ code, message }).toEqual({ code: 'invalid_field', message: expect.stringContaining(`Message: ${field}: expected`) });
  });

  it('R4.24 makes another version of an answer about the same ones', async () => {
    const socket = await server.enter();
    const repos = ['octo/tool', 'octo/other#next'];
    const { conversationId, answer } = await turn(server, socket, 'What is in them?', { repos });
    socket.send({ type: 'Regenerate', id: v4(), conversation_id: conversationId, message_id: answer.message.id });
    const { message } = await socket.next('MessageAdded');
    expect([answer.message.options?.repos, message.options?.repos]).toEqual([repos, repos]);
  });
});
