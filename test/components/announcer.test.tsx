import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MessageList, useChatActions } from '../../src/index.ts';
import { answerId } from '../support/log-frames.ts';
import { answered, asked, committed, openChat } from './open-chat.tsx';

// At the beginning of a batch, or a frame might end one.
beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) }));
afterEach(() => vi.useRealTimers());

const voice = () => screen.getByRole('status').lastElementChild?.textContent ?? '';
const lastTwo = () => [...screen.getByRole('status').children].map((said) => said.textContent);
const batch = () => act(() => void vi.advanceTimersByTime(3000));

it('P18, U32: the conversation is a labelled log that is not read out token by token', async () => {
  const chat = openChat(<MessageList />);
  await chat.hold(...asked);
  expect(screen.getByRole('log', { name: 'Conversation' })).toHaveAttribute('aria-live', 'off');
});

it('U32: a voice of its own says the start, whole sentences in batches, and the end', async () => {
  const chat = openChat(<MessageList />);
  await chat.hold(...asked);
  expect(voice()).toBe('Waiting for the model…');
  await chat.write('One is **first**. Two fol', { at: 1 });
  expect(voice()).toBe('Answering.');
  batch();
  expect(voice()).toBe('One is first .');
  await chat.write('lows. And th');
  expect(voice()).toBe('One is first .');
  batch();
  expect(voice()).toBe('Two follows.');
  await chat.write('ree');
  await chat.complete();
  expect(lastTwo()).toEqual(['And three', 'Answer complete.']);
});

it('U32: says that the answer begins when it does, not while the model thinks', async () => {
  const chat = openChat(<MessageList />);
  await chat.hold(...asked);
  await chat.reason('Hm.', { at: 1 });
  expect(voice()).toBe('Waiting for the model…');
  await chat.write('So.', { at: 2 });
  expect(voice()).toBe('Answering.');
});

describe('U32: says how an answer ended that is not complete', () => {
  it.each([
    [{ status: 'stopped' }, 'Stopped'],
    [{ status: 'interrupted' }, 'Interrupted: the server lost this answer'],
    [{ finish_reason: 'length' }, 'Cut off: the answer reached its limit'],
  ] as const)('%o', async (fields, words) => {
    const chat = openChat(<MessageList />);
    await chat.hold(...asked);
    await chat.write('One', { at: 1 });
    await chat.complete(fields);
    expect(lastTwo()).toEqual(['One', words]);
  });

  it('leaves a failure to its alert', async () => {
    const chat = openChat(<MessageList />);
    await chat.hold(...asked);
    await chat.write('One', { at: 1 });
    await chat.complete({ status: 'failed' });
    expect(voice()).toBe('One');
    expect(screen.getByRole('alert')).toHaveTextContent('The answer failed');
  });
});

it('U32: says nothing of an answer that was there already', async () => {
  const chat = openChat(<MessageList />);
  await chat.hold(...answered({}));
  batch();
  expect(voice()).toBe('');
});

it('U32: says nothing of an answer that could not be asked for yet', async () => {
  const chat = openChat(
    <>
      <MessageList />
      <Again />
    </>,
  );
  await chat.hold(...answered({}));
  act(() => chat.socket().close(1006));
  await committed(() => screen.getByRole('button', { name: 'Again' }).click());
  expect(screen.getByText('Waiting to be sent')).toBeInTheDocument();
  batch();
  expect(voice()).toBe('');
});

function Again() {
  const { regenerate } = useChatActions();
  return <button onClick={() => void regenerate(answerId)}>Again</button>;
}
