import { createEvent, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Composer } from '../../src/index.ts';
import { asked, committed, openChat } from './open-chat.tsx';

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

async function openIdle(composer = <Composer />) {
  const chat = openChat(composer);
  await chat.hold();
  return { chat, user: userEvent.setup(), sent: () => chat.socket().sent('Message') };
}

async function openStreaming() {
  const chat = openChat(<Composer />);
  await chat.hold(...asked);
  return { chat, user: userEvent.setup(), cancelled: () => chat.socket().sent('Cancel') };
}

describe('the key that sends', () => {
  it('U9: sends on Enter, and empties the field', async () => {
    const { user, sent } = await openIdle();
    await user.type(field(), 'Hello{Enter}');
    expect(sent()).toMatchObject([{ content: 'Hello' }]);
    expect(field()).toHaveValue('');
  });

  it('U9: makes a new line on Shift+Enter', async () => {
    const { user, sent } = await openIdle();
    await user.type(field(), 'one{Shift>}{Enter}{/Shift}two');
    expect(field()).toHaveValue('one\ntwo');
    expect(sent()).toEqual([]);
  });

  it('U9: with ctrl+enter, Enter makes a new line and Ctrl+Enter sends', async () => {
    const { user, sent } = await openIdle(<Composer sendKey="ctrl+enter" />);
    await user.type(field(), 'one{Enter}two');
    expect(sent()).toEqual([]);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(sent()).toMatchObject([{ content: 'one\ntwo' }]);
  });

  it('sends nothing that is blank', async () => {
    const { user, sent } = await openIdle();
    await user.type(field(), '   {Enter}');
    expect(sent()).toEqual([]);
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
  });

  it.each([
    ['isComposing', { isComposing: true }],
    ['the key code of Safari', { keyCode: 229 }],
  ])('U10: leaves an Enter to the input method, told by %s', async (_, how) => {
    const { user, sent } = await openIdle();
    await user.type(field(), 'にほ');
    const enter = createEvent.keyDown(field(), { key: 'Enter', ...how });
    fireEvent(field(), enter);
    expect(enter.defaultPrevented).toBe(false);
    expect(sent()).toEqual([]);
    expect(field()).toHaveValue('にほ');
  });
});

describe('while an answer comes', () => {
  it('U11: Stop is the very button that Send was, and stops the answer', async () => {
    const { chat, user, cancelled } = await openStreaming();
    const button = screen.getByRole('button', { name: 'Stop' });
    await user.click(button);
    expect(cancelled()).toHaveLength(1);
    await chat.complete({ status: 'stopped' });
    expect(screen.getByRole('button', { name: 'Send' })).toBe(button);
  });

  it('U12: Escape stops it', async () => {
    const { user, cancelled } = await openStreaming();
    await user.type(field(), '{Escape}');
    expect(cancelled()).toHaveLength(1);
  });

  it('U12: Escape of an input method stops nothing', async () => {
    const { cancelled } = await openStreaming();
    fireEvent.keyDown(field(), { key: 'Escape', isComposing: true });
    expect(cancelled()).toEqual([]);
  });

  it('U13: the field stays open, and Stop stays where it is while a next message is written', async () => {
    const { user, chat } = await openStreaming();
    await user.type(field(), 'And then?');
    expect(screen.getByRole('button', { name: 'Stop' })).toBeEnabled();
    await user.click(screen.getByRole('button', { name: 'Send next' }));
    expect(field()).toHaveValue('');
    expect(chat.socket().sent('Message')).toEqual([]);
    await chat.complete();
    expect(chat.socket().sent('Message')).toMatchObject([{ content: 'And then?' }]);
  });
});

describe('the focus', () => {
  it('U35: is in the field after Send', async () => {
    const { user } = await openIdle();
    await user.type(field(), 'Hello');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(field()).toHaveFocus();
  });

  it('U35: is in the field after Stop', async () => {
    const { user } = await openStreaming();
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(field()).toHaveFocus();
  });
});

it('gives way to a notice once the conversation is gone', async () => {
  const { chat } = await openIdle();
  await committed(() =>
    chat
      .socket()
      .say({ type: 'Unsubscribed', conversation_id: chat.socket().sent('Subscribe')[0]?.conversation_id ?? '', code: 'not_found' }),
  );
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  expect(screen.getByRole('status')).toHaveTextContent('no longer there');
});

it('hands class, ref and other attributes to its form', async () => {
  const ref = { current: null };
  await openIdle(<Composer ref={ref} className="mine" data-x="1" />);
  expect(ref.current).toBe(field().form);
  expect(field().form).toHaveClass('chat-composer', 'mine');
  expect(field().form).toHaveAttribute('data-x', '1');
});

describe('an outbox that is full', () => {
  it('D16: says so, and leaves what was written in the field', async () => {
    await openStreaming();
    const write = (text: string) => {
      fireEvent.change(field(), { target: { value: text } });
      fireEvent.keyDown(field(), { key: 'Enter' });
    };
    for (let message = 0; message < 100; message++) write(`message ${message}`);
    await committed(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
    await committed(() => write('one too many'));
    expect(screen.getByRole('alert')).toHaveTextContent('Too many messages wait to be sent.');
    expect(field()).toHaveValue('one too many');
  });
});
