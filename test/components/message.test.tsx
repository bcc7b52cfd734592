import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { MessageList, useChatActions } from '../../src/index.ts';
import { added, answerId, conversationId, question, snapshot } from '../support/log-frames.ts';
import { answered, asked, committed, openChat } from './open-chat.tsx';

/** A list, and a button that sends "More". */
async function openList(...messages: Parameters<ReturnType<typeof openChat>['hold']>) {
  const SendMore = () => {
    const { send } = useChatActions();
    return (
      <button type="button" onClick={() => send('More')}>
        more
      </button>
    );
  };
  const chat = openChat(
    <>
      <MessageList />
      <SendMore />
    </>,
  );
  await chat.hold(...messages);
  const user = userEvent.setup();
  return { chat, user, sendMore: () => committed(() => screen.getByText('more').click()) };
}

const lastQuestion = () => screen.getAllByRole('article', { name: 'You' }).at(-1) ?? document.body;
const answer = () => within(screen.getByRole('article', { name: 'Assistant' }));

describe('an answer', () => {
  it('U3: shows that it is awaited before its first word', async () => {
    await openList(...asked);
    expect(answer().getByText('Waiting for the model…')).toBeVisible();
  });

  it('U30: tells accepted from streaming', async () => {
    const { chat } = await openList(...asked);
    expect(screen.getByRole('article', { name: 'Assistant' })).toHaveAttribute('data-state', 'pending');
    await chat.write('So');
    expect(screen.getByRole('article', { name: 'Assistant' })).toHaveAttribute('data-state', 'streaming');
    expect(screen.queryByText('Waiting for the model…')).not.toBeInTheDocument();
  });

  it('U27: keeps its text when it is stopped, and says so', async () => {
    const { chat } = await openList(...asked);
    await chat.write('Half an ans');
    await chat.complete({ status: 'stopped' });
    expect(answer().getByText('Half an ans')).toBeVisible();
    expect(answer().getByText('Stopped')).toBeVisible();
  });

  it('U27: says that the server lost it, or that it reached its limit', async () => {
    const { chat } = await openList(...answered({ status: 'interrupted' }));
    expect(answer().getByText(/^Interrupted/)).toBeVisible();
    await chat.hold(...answered({ finish_reason: 'length' }));
    expect(answer().getByText(/^Cut off/)).toBeVisible();
  });

  it('U28: keeps its text when it fails, with the reason and a Retry beside it', async () => {
    const { chat, user } = await openList(...asked);
    await chat.write('Half an ans');
    await chat.complete({ status: 'failed', error: { code: 'unavailable', message: 'The model is busy.', retryable: true } });
    expect(answer().getByText('Half an ans')).toBeVisible();
    expect(answer().getByRole('alert')).toHaveTextContent('The model is busy.');
    await user.click(answer().getByRole('button', { name: 'Retry' }));
    expect(chat.socket().sent('Regenerate')).toMatchObject([{ message_id: answerId }]);
  });

  it('U28: offers no Retry where none can help', async () => {
    await openList(...answered({ status: 'failed', error: { code: 'too_long', message: 'Too long.', retryable: false } }));
    expect(answer().queryByRole('button', { name: 'Retry' })).not.toBeInTheDocument();
  });

  it('U6: is asked for again', async () => {
    const { chat, user } = await openList(...answered({}));
    await user.click(answer().getByRole('button', { name: 'Answer again' }));
    expect(chat.socket().sent('Regenerate')).toMatchObject([{ message_id: answerId }]);
  });
});

describe('what can be copied', () => {
  it('U5: an answer as it was written, and it is said', async () => {
    const { user } = await openList(...answered({ parts: [{ type: 'text', text: 'Some **bold** text' }] }));
    await user.click(answer().getByRole('button', { name: 'Copy message' }));
    expect(await navigator.clipboard.readText()).toBe('Some **bold** text');
    expect(screen.getByRole('status')).toHaveTextContent('Copied');
  });

  it('U5: a block of code, without its fence', async () => {
    const { user } = await openList(...answered({ parts: [{ type: 'text', text: 'Run:\n```sh\nnpm ci\n```' }] }));
    const button = answer().getByRole('button', { name: 'Copy code' });
    await user.click(button);
    expect(await navigator.clipboard.readText()).toBe('npm ci');
    expect(button).toHaveTextContent('Copied');
  });

  it('U5: says so where the page may not copy', async () => {
    const { user } = await openList(...answered({}));
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'));
    await user.click(answer().getByRole('button', { name: 'Copy message' }));
    expect(screen.getByRole('status')).toHaveTextContent('Copying is not allowed here');
  });
});

describe('a question', () => {
  it('shows its text letter for letter', async () => {
    await openList(question('**not** bold\n  <b>'));
    expect(lastQuestion().querySelector('.chat-bubble')?.textContent).toBe('**not** bold\n  <b>');
  });

  it('U26: is sending, then sent', async () => {
    const { chat, sendMore } = await openList(...answered({}));
    await sendMore();
    expect(lastQuestion()).toHaveAttribute('data-delivery', 'sending');
    expect(lastQuestion()).toHaveTextContent('Sending…');
    const [frame] = chat.socket().sent('Message');
    await committed(() => chat.socket().say(added(11, question('More', { id: frame?.id ?? '', reply_to: answerId }))));
    expect(lastQuestion()).toHaveAttribute('data-delivery', 'sent');
    expect(lastQuestion()).not.toHaveTextContent('Sending…');
  });

  it('U26: says why it failed, and is sent again by Retry', async () => {
    const { chat, user, sendMore } = await openList(...answered({}));
    await sendMore();
    const id = chat.socket().sent('Message')[0]?.id ?? '';
    await committed(() =>
      chat
        .socket()
        .say({ type: 'Error', layer: 'application', code: 'too_large', message: 'It is too long.', retryable: false, request_id: id }),
    );
    expect(within(lastQuestion()).getByRole('alert')).toHaveTextContent('Not sent: It is too long.');
    await user.click(within(lastQuestion()).getByRole('button', { name: 'Retry' }));
    expect(chat.socket().sent('Message')).toHaveLength(2);
  });
});

describe('what came before', () => {
  it('is asked for, once at a time, where there is more', async () => {
    const { chat, user } = await openList(...answered({}));
    expect(screen.queryByRole('button', { name: 'Show earlier messages' })).not.toBeInTheDocument();
    await committed(() => chat.socket().say(snapshot(10, answered({}), { has_earlier: true, log_id: 'other' })));
    const button = screen.getByRole('button', { name: 'Show earlier messages' });
    await user.click(button);
    await committed(() => undefined);
    expect(button).toBeDisabled();
    expect(chat.socket().sent('History')).toMatchObject([{ conversation_id: conversationId }]);
  });
});
