import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { MessageView, ToolPartView } from '../../src/index.ts';
import { Announcer } from '../../src/components/announcer.tsx';
import type { ToolPart, ToolUpdate, WireMessage } from '../../src/protocol/index.ts';
import { answerId, conversationId } from '../support/log-frames.ts';
import { answered, committed, openChat } from './open-chat.tsx';

const call = (fields: Partial<ToolPart> = {}): ToolPart => ({
  type: 'tool',
  id: 'c1',
  name: 'send_postcard',
  status: 'awaiting',
  input: { town: 'Aarhus' },
  started_at: 1,
  ...fields,
});

async function openAnswer(parts: WireMessage['parts'], fields: Partial<WireMessage> = {}) {
  const chat = openChat(
    <Announcer>
      <MessageView messageId={answerId} />
    </Announcer>,
  );
  await chat.hold(...answered({ status: 'streaming', parts, ...fields }));
  let syncId = 100;
  const change = (tool: ToolUpdate['tool']) =>
    committed(() => {
      syncId += 1;
      chat.socket().say({
        type: 'ToolUpdate',
        conversation_id: conversationId,
        sync_id: syncId,
        after: syncId === 101 ? 10 : syncId - 1,
        message_id: answerId,
        tool,
        at: 5,
      });
    });
  return { chat, change, user: userEvent.setup() };
}

const toggle = () => screen.getByRole('button', { name: /send_postcard/ });
const approval = () => screen.queryByRole('group', { name: 'send_postcard needs your approval' });
const sent = (chat: Awaited<ReturnType<typeof openAnswer>>['chat']) => chat.socket().sent('Approve');

describe('a call of a tool', () => {
  it.each([
    ['running', 'Using send_postcard…'],
    ['done', 'Used send_postcard'],
    ['failed', 'send_postcard failed'],
    ['denied', 'send_postcard was not allowed'],
    ['awaiting', 'send_postcard needs your approval'],
  ] as const)('that is %s says so in a row', async (status, name) => {
    await openAnswer([call({ status })]);
    expect(toggle()).toHaveAccessibleName(name);
  });

  it.each(['running', 'awaiting'] as const)('that was %s when its answer ended was stopped, and asks for nothing', async (status) => {
    await openAnswer([call({ status })], { status: 'interrupted' });
    expect(toggle()).toHaveAccessibleName('send_postcard was stopped');
    expect(approval()).not.toBeInTheDocument();
  });

  it('shows what it was given and gave when it is opened', async () => {
    const { user } = await openAnswer([call({ status: 'done', output: 'On its way', truncated: true })]);
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('On its way')).not.toBeInTheDocument();
    await user.click(toggle());
    expect(within(screen.getByRole('group', { name: 'Input' })).getByText(/"town": "Aarhus"/)).toBeVisible();
    expect(screen.getByRole('group', { name: 'Output' })).toHaveTextContent('On its way');
    expect(screen.getByText('The rest was cut off.')).toBeVisible();
  });

  it('shows why it failed', async () => {
    const { user } = await openAnswer([call({ status: 'failed', error: 'There is no such town.' })]);
    await user.click(toggle());
    expect(screen.getByText('There is no such town.')).toBeVisible();
  });

  it('stands between the text before and behind it', async () => {
    await openAnswer([{ type: 'text', text: 'Before.' }, call({ status: 'done' }), { type: 'text', text: 'Behind.' }]);
    const before = screen.getByText('Before.');
    expect(before.compareDocumentPosition(toggle())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(toggle().compareDocumentPosition(screen.getByText('Behind.'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('that runs beside another is not stopped by it', async () => {
    await openAnswer([call({ status: 'running' }), call({ id: 'c2', name: 'weather', status: 'done' })]);
    expect(toggle()).toHaveAccessibleName('Using send_postcard…');
  });

  it('hands its own attributes on', () => {
    openChat(<ToolPartView messageId={answerId} part={call({ status: 'done' })} answer="ended" className="mine" data-testid="tool" />);
    expect(screen.getByTestId('tool')).toHaveClass('chat-tool', 'mine');
    expect(screen.getByTestId('tool')).toHaveAttribute('data-state', 'done');
  });
});

describe('a call that needs approval', () => {
  it('is open, so that it can be seen what would be done', async () => {
    await openAnswer([call()]);
    expect(toggle()).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/"town": "Aarhus"/)).toBeVisible();
    expect(approval()).toBeVisible();
  });

  it.each([
    ['Allow', true],
    ['Deny', false],
  ])('can be decided by keyboard: %s', async (name, approved) => {
    const { chat, user } = await openAnswer([call()]);
    toggle().focus();
    while (document.activeElement?.textContent !== name) await user.tab();
    await user.keyboard('{Enter}');
    expect(sent(chat)).toMatchObject([{ conversation_id: conversationId, message_id: answerId, tool_id: 'c1', approved }]);
  });

  it('is decided once, and keeps the focus', async () => {
    const { chat, user } = await openAnswer([call()]);
    await user.click(screen.getByRole('button', { name: 'Allow' }));
    expect(screen.getByRole('button', { name: 'Deny' })).toBeDisabled();
    expect(toggle()).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Deny' }));
    expect(sent(chat)).toHaveLength(1);
  });

  it('is past that when another tab has decided', async () => {
    const { change } = await openAnswer([call()]);
    await change({ id: 'c1', status: 'denied' });
    expect(approval()).not.toBeInTheDocument();
    expect(toggle()).toHaveAccessibleName('send_postcard was not allowed');
  });

  it('U32: is announced', async () => {
    const { change } = await openAnswer([]);
    await change({ id: 'c1', name: 'send_postcard', status: 'awaiting', input: {} });
    expect(within(screen.getByRole('status')).getByText('send_postcard needs your approval')).toBeInTheDocument();
  });
});

it('the foot of an answer names its model, and what it was not given', async () => {
  await openAnswer([{ type: 'text', text: 'So.' }], { status: 'complete', model: 'deep-1', usage: { omitted_messages: 4 } });
  expect(screen.getByText('deep-1, without the 4 oldest messages')).toBeInTheDocument();
});
