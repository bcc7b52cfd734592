import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MessageList } from '../../src/index.ts';
import { answered, asked, openChat } from './open-chat.tsx';

// At the beginning of a batch, or a frame might end one.
beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) }));
afterEach(() => vi.useRealTimers());

const voice = () => screen.getByRole('status').lastElementChild?.textContent ?? '';
const batch = () => act(() => void vi.advanceTimersByTime(3000));

it('U32: the conversation is a labelled log that is not read out token by token', async () => {
  const chat = openChat(<MessageList />);
  await chat.hold(...asked);
  expect(screen.getByRole('log', { name: 'Conversation' })).toHaveAttribute('aria-live', 'off');
});

it('U32: a voice of its own says the start, whole sentences in batches, and the end', async () => {
  const chat = openChat(<MessageList />);
  await chat.hold(...asked);
  expect(voice()).toBe('Answering.');
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
  expect(voice()).toBe('And three Answer complete.');
});

it('U32: says nothing of an answer that was there already', async () => {
  const chat = openChat(<MessageList />);
  await chat.hold(...answered({}));
  batch();
  expect(voice()).toBe('');
});
