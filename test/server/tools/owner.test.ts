import { expect, it } from 'vitest';
import { defineTool, type Authorize } from '../../../src/server/index.ts';
import { ask, openChat } from '../chat-fixture.ts';
import { connected } from '../../support/raw-client.ts';

const send = defineTool({
  name: 'send',
  description: 'Sends.',
  inputSchema: { type: 'object' },
  needsApproval: true,
  read: () => undefined,
  execute: () => 'sent',
});

const authorize: Authorize = ({ headers }) => ({ userId: headers.authorization?.replace('Bearer ', '') ?? 'nobody' });
const as = (name: string) => ({ headers: { authorization: `Bearer ${name}` } });

/** A conversation of Ada's that Bob may see and write, with a call that waits. */
async function openShared() {
  const chat = await openChat({ authorize, canAccess: () => true, tools: [send], github: {} });
  const [ada, bob] = [await connected(chat.url, as('ada')), await connected(chat.url, as('bob'))];
  const { conversation_id, answer_id } = await ask(ada, 'Send it');
  const turn = await chat.model.next();
  turn.call('c', 'send');
  turn.finish();
  await ada.next('ToolUpdate');
  const approve = { type: 'Approve', conversation_id, message_id: answer_id, tool_id: 'c' } as const;
  return { ada, bob, approve, conversation_id };
}

it('a call in the owner’s name is allowed by the owner alone', async () => {
  const { ada, bob, approve } = await openShared();
  bob.send({ ...approve, approved: true });
  expect(await bob.next('Error')).toMatchObject({ code: 'forbidden', retryable: false });
  ada.send({ ...approve, approved: true });
  expect((await ada.next('ToolUpdate')).tool.status).toBe('running');
});

it('a call is denied by whoever may write', async () => {
  const { ada, bob, approve } = await openShared();
  bob.send({ ...approve, approved: false });
  expect((await ada.next('ToolUpdate')).tool.status).toBe('denied');
});

it('R4.24: repositories are read by the owner’s means for the owner alone', async () => {
  const { bob, conversation_id } = await openShared();
  bob.send({ type: 'Message', id: crypto.randomUUID(), conversation_id, content: 'Read it', repos: ['ada/secret'] });
  expect(await bob.next('Error')).toMatchObject({ code: 'forbidden', retryable: false });
});
