import { act, createEvent, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Composer, MessageList } from '../../src/index.ts';
import { answerId } from '../support/log-frames.ts';
import { asked, committed, openChat } from './open-chat.tsx';

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const queue = () => screen.getByRole('list', { name: 'Sent after this answer' });
const waiting = () => within(queue()).getAllByRole('listitem');
const texts = () => waiting().map((item) => item.querySelector('.chat-queued-text')?.textContent);

/** An answer is being written, and these messages wait for its end. */
async function openQueue(...messages: string[]) {
  const chat = openChat(
    <>
      <MessageList />
      <Composer />
    </>,
  );
  await chat.hold(...asked);
  const user = userEvent.setup();
  for (const message of messages) {
    fireEvent.change(field(), { target: { value: message } });
    await committed(() => fireEvent.keyDown(field(), { key: 'Enter' }));
  }
  const press = async (place: number, name: string) => {
    const item = waiting()[place];
    if (!item) throw new Error(`Fewer than ${place + 1} messages wait.`);
    await user.click(within(item).getByRole('button', { name }));
    await committed(() => undefined);
  };
  const sent = () =>
    chat
      .socket()
      .sent('Message')
      .map(({ content }) => content);
  return { chat, user, press, sent };
}

describe('U13: messages that wait for the end of an answer', () => {
  it('stand above the field in order, and not in the conversation', async () => {
    await openQueue('one', 'two');
    expect(texts()).toEqual(['one', 'two']);
    expect(within(screen.getByRole('log')).queryByText('one')).not.toBeInTheDocument();
    expect(queue().compareDocumentPosition(field())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('go into the conversation one by one as answers end', async () => {
    const { chat, sent } = await openQueue('one', 'two');
    await chat.complete();
    expect(sent()).toEqual(['one']);
    expect(within(screen.getByRole('log')).getByText('one')).toBeVisible();
    expect(texts()).toEqual(['two']);
  });

  it('can be removed', async () => {
    const { chat, press, sent } = await openQueue('one', 'two');
    await press(0, 'Remove');
    expect(texts()).toEqual(['two']);
    expect(field()).toHaveFocus();
    await chat.complete();
    expect(sent()).toEqual(['two']);
  });

  it('can be sent now: the answer is stopped, and the others keep their order', async () => {
    const { chat, press, sent } = await openQueue('one', 'two', 'three');
    await press(2, 'Send now');
    expect(chat.socket().sent('Cancel')).toMatchObject([{ message_id: answerId }]);
    expect(texts()).toEqual(['three', 'one', 'two']);
    await chat.complete({ status: 'stopped' });
    expect(sent()).toEqual(['three']);
    expect(field()).toHaveFocus();
  });

  it('R6.17: come back into the field to be edited, and what was typed there comes back after', async () => {
    const { user, press } = await openQueue('one', 'tow');
    await user.type(field(), 'half a tho');
    await press(1, 'Edit');
    expect(field()).toHaveValue('tow');
    expect(field()).toHaveFocus();
    expect(texts()).toEqual(['one']);
    await user.clear(field());
    await user.type(field(), 'two{Enter}');
    await committed(() => undefined);
    expect(texts()).toEqual(['one', 'two']);
    expect(field()).toHaveValue('half a tho');
  });

  it.each(['{Escape}', 'Cancel'])('U12: wait again as they were after %s, which stops no answer', async (how) => {
    const { chat, user, press } = await openQueue('one');
    await user.type(field(), 'half a tho');
    await press(0, 'Edit');
    await user.type(field(), ' and more');
    if (how === 'Cancel') await user.click(screen.getByRole('button', { name: 'Cancel' }));
    else await user.keyboard(how);
    await committed(() => undefined);
    expect(texts()).toEqual(['one']);
    expect(field()).toHaveValue('half a tho');
    expect(field()).toHaveFocus();
    expect(chat.socket().sent('Cancel')).toEqual([]);
  });

  it('can be edited one at a time', async () => {
    const { press } = await openQueue('one', 'two');
    await press(0, 'Edit');
    expect(within(queue()).getByRole('button', { name: 'Edit' })).toBeDisabled();
  });
});

describe('U15: the arrow up in an empty field', () => {
  it('takes no other message back while one is being edited, whose place is empty for a moment', async () => {
    const { user, press } = await openQueue('one', 'two');
    await user.type(field(), 'half a tho');
    await press(0, 'Edit');
    await user.clear(field());
    await user.keyboard('{ArrowUp}');
    await committed(() => undefined);
    expect(field()).toHaveValue('');
    expect(texts()).toEqual(['two']);
    await user.keyboard('{Escape}');
    await committed(() => undefined);
    expect(texts()).toEqual(['two', 'one']);
    expect(field()).toHaveValue('half a tho');
  });

  it('takes the last message that waits back', async () => {
    const { user } = await openQueue('one', 'two');
    await user.click(field());
    await user.keyboard('{ArrowUp}');
    await committed(() => undefined);
    expect(field()).toHaveValue('two');
    expect(texts()).toEqual(['one']);
  });

  it('belongs to the field where something is written', async () => {
    const { user } = await openQueue('one');
    await user.type(field(), 'first line');
    const up = createEvent.keyDown(field(), { key: 'ArrowUp' });
    act(() => void fireEvent(field(), up));
    expect(up.defaultPrevented).toBe(false);
    expect(field()).toHaveValue('first line');
  });
});

it('U26: a message that waits for the connection alone stays in the conversation', async () => {
  const { chat, user } = await openQueue();
  await chat.complete();
  await committed(() => chat.socket().close(1006));
  await user.type(field(), 'offline{Enter}');
  await committed(() => undefined);
  expect(screen.queryByRole('list', { name: 'Sent after this answer' })).not.toBeInTheDocument();
  expect(within(screen.getByRole('log')).getByText('offline')).toBeVisible();
  expect(screen.getByText(/Waiting to be sent/)).toBeVisible();
});
