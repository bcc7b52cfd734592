import { fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Composer, MessageList, useChatActions, type MessageListProps } from '../../src/index.ts';
import type { WirePart } from '../../src/protocol/index.ts';
import { added, answer as answerTo, answerId, conversationId, question, questionId, replay, snapshot } from '../support/log-frames.ts';
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

const replyTo = (questionId: string) =>
  answerTo({ id: 'last', reply_to: questionId, status: 'complete', parts: [{ type: 'text', text: 'So.' }], ended_at: 9 });

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
    expect(answer().queryByText('Waiting for the model…')).not.toBeInTheDocument();
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

  it.each([
    ['just now', 99_000, 1],
    ['before the conversation was opened', 1000, 0],
  ])('U33: is an alert where it failed %s', async (_, ended_at, count) => {
    const chat = openChat(<MessageList />);
    const error = { code: 'internal', message: 'It broke.', retryable: true } as const;
    await committed(() => {
      chat.socket().welcome({ now: 100_000 });
      chat.socket().say(snapshot(2, answered({ status: 'failed', error, ended_at })));
    });
    expect(screen.getByText('The answer failed: It broke.')).toBeVisible();
    expect(screen.queryAllByRole('alert')).toHaveLength(count);
  });

  it('U28: names what finds its failure in the log of the server, and does not read that aloud', async () => {
    const { chat } = await openList(...asked);
    await chat.complete({ status: 'failed', error: { code: 'internal', message: 'It broke.', retryable: true } });
    expect(answer().getByText(answerId)).toBeVisible();
    expect(answer().getByText(answerId).parentElement).toHaveTextContent(`Reference ${answerId}`);
    expect(answer().getByRole('alert')).not.toHaveTextContent(answerId);
  });

  it('R10.2: shows nothing of a part of a kind that it does not know, and all that stands beside it', async () => {
    const chart: WirePart = { type: 'unknown', id: 'c', value: { type: 'chart', id: 'c', title: 'Rainfall' } };
    await openList(...answered({ parts: [{ type: 'text', text: 'Before.' }, chart, { type: 'text', text: 'After.' }] }));
    expect(answer().getByText('Before.')).toBeVisible();
    expect(answer().getByText('After.')).toBeVisible();
    expect(screen.getByRole('article', { name: 'Assistant' })).not.toHaveTextContent(/chart|Rainfall|unknown/);
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

it('U33: a message that could not be sent is an alert as it fails, and none when it is shown again', async () => {
  function ShownAgain() {
    const [count, setCount] = useState(0);
    return (
      <>
        <MessageList key={count} />
        <Composer />
        <button type="button" onClick={() => setCount(count + 1)}>
          Again
        </button>
      </>
    );
  }
  const chat = openChat(<ShownAgain />);
  await committed(() => {
    chat.socket().welcome({ now: chat.world.environment.now() });
    chat.socket().say(replay(0));
  });
  const user = userEvent.setup();
  await user.type(screen.getByRole('textbox'), 'More{Enter}');
  const [{ id: request_id } = { id: '' }] = chat.socket().sent('Message');
  const refusal = { type: 'Error', layer: 'application', code: 'too_large', message: 'Too long.', retryable: false } as const;
  await committed(() => chat.socket().say({ ...refusal, request_id }));
  expect(screen.getByRole('alert')).toHaveTextContent('Not sent: Too long.');
  await committed(() => chat.world.advance(11_000));
  await user.click(screen.getByRole('button', { name: 'Again' }));
  expect(screen.getByText(/^Not sent/)).toBeVisible();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

describe('what came before', () => {
  /** The newest messages of a conversation that has more. */
  async function openLast() {
    const list = await openList(...answered({}));
    await committed(() => list.chat.socket().say(snapshot(10, answered({}), { has_earlier: true, log_id: 'other' })));
    return list;
  }

  it('U8: is asked for, once at a time, where there is more', async () => {
    const { chat, user } = await openLast();
    await user.click(screen.getByRole('button', { name: 'Show earlier messages' }));
    await committed(() => undefined);
    expect(screen.getByRole('button', { name: 'Loading earlier messages…' })).toHaveFocus();
    expect(screen.getByText('Loading earlier messages…', { selector: '[role=status]' })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Loading earlier messages…' }));
    expect(chat.socket().sent('History')).toMatchObject([{ conversation_id: conversationId }]);
  });

  it('leaves the focus in the list once all of it is there', async () => {
    const { chat, user } = await openLast();
    await user.click(screen.getByRole('button', { name: 'Show earlier messages' }));
    const page = { type: 'History', conversation_id: conversationId, log_id: 'other', before: questionId } as const;
    await committed(() => chat.socket().say({ ...page, messages: [question('Before?', { id: 'before' })], has_earlier: false }));
    expect(screen.queryByRole('button', { name: /earlier/ })).not.toBeInTheDocument();
    expect(screen.getByRole('log')).toHaveFocus();
  });

  it('U8: is not offered where there is nothing', async () => {
    await openList(...answered({}));
    expect(screen.queryByRole('button', { name: 'Show earlier messages' })).not.toBeInTheDocument();
  });

  it('U31: says in its place that it could not be loaded, and is asked for again', async () => {
    const { chat, user } = await openLast();
    await user.click(screen.getByRole('button', { name: 'Show earlier messages' }));
    const [request] = chat.socket().sent('History');
    const refusal = { type: 'Error', layer: 'application', code: 'not_found', message: 'Gone.', retryable: false } as const;
    await committed(() => chat.socket().say({ ...refusal, request_id: request?.request_id ?? '' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Earlier messages could not be loaded.');
    expect(answer().getByText('Because.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    await committed(() => undefined);
    expect(chat.socket().sent('History')).toHaveLength(2);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});

describe('a question that is edited', () => {
  const edit = async (user: ReturnType<typeof userEvent.setup>) => {
    await user.click(screen.getByRole('button', { name: 'Edit question' }));
    return screen.findByRole('textbox', { name: 'Edit question' });
  };

  it('U6: is asked beside the first, which stays', async () => {
    const { chat, user } = await openList(...answered({}));
    const field = await edit(user);
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, 'Why not?{Enter}');
    await committed(() => undefined);
    const [frame] = chat.socket().sent('Message');
    expect(frame).toMatchObject({ content: 'Why not?', fork: true });
    expect(frame).not.toHaveProperty('reply_to');
    expect(lastQuestion()).toHaveTextContent('Why not?');
    expect(within(lastQuestion()).getByText('2/2')).toBeVisible();
    await user.click(within(lastQuestion()).getByRole('button', { name: 'Previous version' }));
    await committed(() => undefined);
    expect(lastQuestion()).toHaveTextContent('Why?');
    expect(answer().getByText('Because.')).toBeVisible();
  });

  it('U6: names what it stands behind, where it is not the first', async () => {
    const later = question('And then?', { id: 'later', reply_to: answerId });
    const { chat, user } = await openList(...answered({}), later, replyTo('later'));
    await user.click(within(lastQuestion()).getByRole('button', { name: 'Edit question' }));
    await user.type(await screen.findByRole('textbox', { name: 'Edit question' }), '!{Enter}');
    expect(chat.socket().sent('Message')).toMatchObject([{ content: 'And then?!', reply_to: answerId, fork: true }]);
  });

  it('U12: stays as it was after Escape', async () => {
    const { chat, user } = await openList(...answered({}));
    await user.type(await edit(user), ' Really?{Escape}');
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
    expect(lastQuestion()).toHaveTextContent('Why?');
    expect(chat.socket().sent('Message')).toEqual([]);
  });

  it('U10: is not sent by the Enter that ends a composition', async () => {
    const { chat, user } = await openList(...answered({}));
    fireEvent.keyDown(await edit(user), { key: 'Enter', keyCode: 229 });
    expect(chat.socket().sent('Message')).toEqual([]);
  });

  it('stops the answer to the first, and does not wait for what is queued', async () => {
    const { chat, user, sendMore } = await openList(...asked);
    await sendMore();
    await user.type(await edit(user), '!{Enter}');
    expect(chat.socket().sent('Cancel')).toMatchObject([{ message_id: answerId }]);
    await chat.complete({ status: 'stopped' });
    expect(chat.socket().sent('Message')).toMatchObject([{ content: 'Why?!', fork: true }]);
  });
});

describe('feedback', () => {
  it('U6: is not asked for where nobody takes it', async () => {
    await openList(...answered({}));
    expect(answer().queryByRole('button', { name: 'Good answer' })).not.toBeInTheDocument();
  });

  it('U6: is told once for each choice, and shown as pressed', async () => {
    const onFeedback = vi.fn<NonNullable<MessageListProps['onFeedback']>>();
    const chat = openChat(<MessageList onFeedback={onFeedback} />);
    await chat.hold(...answered({}));
    const user = userEvent.setup();
    const good = answer().getByRole('button', { name: 'Good answer', pressed: false });
    await user.click(good);
    await user.click(good);
    expect(good).toHaveAttribute('aria-pressed', 'true');
    await user.click(answer().getByRole('button', { name: 'Bad answer' }));
    expect(good).toHaveAttribute('aria-pressed', 'false');
    expect(onFeedback.mock.calls.map(([message, rating]) => [message.id, rating])).toEqual([
      [answerId, 'up'],
      [answerId, 'down'],
    ]);
  });
});

describe('the days of a conversation', () => {
  it('U7: are told apart, and each message has its time', async () => {
    const at = (day: number, hour: number) => new Date(2026, 0, day, hour).getTime();
    await openList(
      ...answered({ created_at: at(5, 10) }).map((message) => ({ ...message, created_at: at(5, 10) })),
      question('Later?', { id: 'later', reply_to: answerId, created_at: at(6, 11) }),
      question('And?', { id: 'and', reply_to: 'later', created_at: at(6, 12) }),
    );
    const days = [...document.querySelectorAll('.chat-day time')].map((time) => time.getAttribute('dateTime'));
    expect(days).toEqual([new Date(at(5, 10)).toISOString(), new Date(at(6, 11)).toISOString()]);
    expect(within(lastQuestion()).getByText(/12/)).toHaveAttribute('dateTime', new Date(at(6, 12)).toISOString());
  });
});
