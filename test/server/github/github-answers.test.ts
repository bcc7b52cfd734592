import { expect, it } from 'vitest';
import { startGitHubApiDouble } from '../../support/github-api-double.ts';
import { answerWith, ask, openChat } from '../chat-fixture.ts';

const repos = ['octo/tool#dev'];
const nameOf = ({ name }: { name: string }) => name;

it('R4.24: an answer about a repository is offered the tools that read it, and so is another version of it', async () => {
  const { apiUrl } = await startGitHubApiDouble({ 'GET /repos/octo/tool/contents': [{ path: 'readme.md', type: 'file', size: 1 }] });
  const chat = await openChat({ github: { apiUrl, token: 'of-server', tokenMayWrite: true } });
  const { conversation_id, answer_id } = await ask(chat.client, 'What is in it?', { repos });
  const first = await chat.model.next();
  expect(first.request.tools?.map(nameOf)).toContain('github_comment');
  first.call('c', 'github_list', { repo: 'octo/tool' });
  first.finish();
  await answerWith(await chat.model.next(), chat.client, 'A readme.');
  expect(chat.client.received.findLast(({ type }) => type === 'ToolUpdate')).toMatchObject({ tool: { output: [{ path: 'readme.md' }] } });

  const id = crypto.randomUUID();
  chat.client.send({ type: 'Regenerate', id, conversation_id, message_id: answer_id });
  expect((await chat.client.next('MessageAdded')).message.options).toEqual({ repos });
  expect((await chat.model.next()).request.tools?.map(nameOf)).toContain('github_list');
});

it('an answer for somebody without a token of their own is offered nothing that writes', async () => {
  const chat = await openChat({ github: { token: 'of-server' } });
  await ask(chat.client, 'What is in it?', { repos });
  const offered = (await chat.model.next()).request.tools?.map(nameOf);
  expect(offered).toContain('github_list');
  expect(offered).not.toContain('github_comment');
});

it('an answer about none is offered none, and neither is one on a server without GitHub', async () => {
  const chat = await openChat({ github: {} });
  await ask(chat.client, 'Hi');
  expect((await chat.model.next()).request.tools).toEqual([]);
  const without = await openChat();
  await ask(without.client, 'Hi', { repos });
  expect((await without.model.next()).request.tools).toEqual([]);
});
