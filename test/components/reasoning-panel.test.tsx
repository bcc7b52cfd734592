import { act, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MessageView, ReasoningPanel } from '../../src/index.ts';
import { partText, type ReasoningPart } from '../../src/protocol/index.ts';
import { answerId } from '../support/log-frames.ts';
import { answered, asked, openChat } from './open-chat.tsx';

const toggle = () => screen.getByRole('button', { name: /^(Thinking|Thought)/ });
const thoughtFor = (ms: number): ReasoningPart => ({ type: 'reasoning', text: partText('Hm.'), started_at: 1000, ended_at: 1000 + ms });

async function openAnswer(messageView = <MessageView messageId={answerId} />) {
  const chat = openChat(messageView);
  await chat.hold(...asked);
  return { chat, user: userEvent.setup() };
}

afterEach(() => vi.useRealTimers());

describe('while the model thinks', () => {
  it('U17: is one panel for reasoning in several parts, above the answer', async () => {
    const { chat } = await openAnswer();
    await chat.reason('First.', { at: 1 });
    await chat.reason('Second.', { at: 2, new_part: true });
    await chat.write('So.', { at: 3 });
    expect(screen.getAllByRole('button', { name: /^Thought/ })).toHaveLength(1);
    expect(toggle().compareDocumentPosition(screen.getByText('So.'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('U17: is a panel of its own for what is thought after some of the answer', async () => {
    const { chat } = await openAnswer();
    await chat.reason('First.', { at: 1000 });
    await chat.write('So far.', { at: 13_000 });
    await chat.reason('Second.', { at: 14_000 });
    const [first, second] = screen.getAllByRole('button', { name: /^(Thinking|Thought)/ });
    expect(first).toHaveAccessibleName('Thought for 12 s');
    expect(first).toHaveAttribute('aria-expanded', 'false');
    expect(second).toHaveAccessibleName(/^Thinking…/);
    expect(second).toHaveAttribute('aria-expanded', 'true');
    await chat.write('And so.', { at: 20_000 });
    expect(second).toHaveAccessibleName('Thought for 6 s');
    expect(second).toHaveAttribute('aria-expanded', 'false');
  });

  it('U18: counts the seconds by the clock of the server', async () => {
    vi.useFakeTimers({ now: 90_000 });
    const { chat } = await openAnswer();
    await chat.reason('Hm.', { at: 0 });
    expect(toggle()).toHaveAccessibleName('Thinking…');
    chat.world.advance(3000);
    act(() => void vi.advanceTimersByTime(3000));
    expect(toggle()).toHaveTextContent('Thinking… 3 s');
    // Whoever is on the button is not told its name anew each second.
    expect(toggle()).toHaveAccessibleName('Thinking…');
  });

  it('U19: is open while reasoning comes, and folds in the commit in which the answer starts', async () => {
    const { chat } = await openAnswer();
    await chat.reason('Hm.', { at: 1000 });
    expect(toggle()).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText('Hm.')).toBeVisible();
    await chat.write('So.', { at: 2000 });
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('Hm.')).not.toBeInTheDocument();
  });

  it('U19: never opens again what the user closed', async () => {
    const { chat, user } = await openAnswer();
    await chat.reason('Hm.', { at: 1000 });
    await user.click(toggle());
    await chat.reason(' Hm again.');
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
  });

  it('U19: never closes what the user opened', async () => {
    const { chat, user } = await openAnswer();
    await chat.reason('Hm.', { at: 1000 });
    await user.dblClick(toggle());
    await chat.write('So.', { at: 2000 });
    expect(toggle()).toHaveAttribute('aria-expanded', 'true');
  });

  it.each([
    ['has the focus', (preview: HTMLElement) => preview.focus()],
    ['is touched, as where text is being selected', (preview: HTMLElement) => void fireEvent.pointerDown(preview)],
    [
      'has been scrolled up',
      (preview: HTMLElement) => {
        preview.scrollTop = 40;
        fireEvent.wheel(preview, { deltaY: -10 });
      },
    ],
  ])('U19: stays open, as low as it was, where it %s as the answer starts, until it is closed', async (_, read) => {
    const { chat, user } = await openAnswer();
    await chat.reason('Hm.', { at: 1000 });
    const preview = screen.getByRole('group', { name: 'Reasoning' });
    act(() => read(preview));
    await chat.write('So.', { at: 2000 });
    expect(toggle()).toHaveAccessibleName('Thought for 1 s');
    expect(preview).toBeVisible();
    expect(preview).toHaveAttribute('data-live');
    await user.click(toggle());
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
    await user.click(toggle());
    expect(screen.getByText('Hm.')).toBeVisible();
    expect(screen.queryByRole('group', { name: 'Reasoning' })).not.toBeInTheDocument();
  });

  it('U19: folds where the page was scrolled over it', async () => {
    const { chat } = await openAnswer();
    await chat.reason('Hm.', { at: 1000 });
    fireEvent.wheel(screen.getByRole('group', { name: 'Reasoning' }), { deltaY: -10 });
    await chat.write('So.', { at: 2000 });
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
  });

  it('U19: can be set open for good', async () => {
    const { chat, user } = await openAnswer(<MessageView messageId={answerId} reasoning="open" />);
    await chat.reason('Hm.', { at: 1000 });
    await chat.write('So.', { at: 2000 });
    expect(toggle()).toHaveAttribute('aria-expanded', 'true');
    await user.click(toggle());
    await chat.complete();
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
  });

  it('U19: is closed for good where it is set so, also where it was cut', async () => {
    const { chat } = await openAnswer(<MessageView messageId={answerId} reasoning="closed" />);
    await chat.reason('Hm.', { at: 1000 });
    await chat.complete({ status: 'stopped', at: 3000 });
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
  });

  it('U19: can be set closed from the start', async () => {
    const { chat } = await openAnswer(<MessageView messageId={answerId} reasoning="closed" />);
    await chat.reason('Hm.', { at: 1000 });
    expect(toggle()).toHaveAttribute('aria-expanded', 'false');
  });
});

describe('once it has thought', () => {
  it.each([
    [400, 'Thought for 1 s'],
    [12_000, 'Thought for 12 s'],
    [60_000, 'Thought for 1 min'],
    [80_000, 'Thought for 1 min 20 s'],
  ])('U20: says of %i ms: %s', (ms, name) => {
    render(<ReasoningPanel state="thought" parts={[thoughtFor(ms)]} />);
    expect(toggle()).toHaveAccessibleName(name);
  });

  it('U21: takes the duration from the log, so a reload shows the same', async () => {
    const { chat } = await openAnswer();
    await chat.hold(
      ...answered({
        parts: [
          { type: 'reasoning', text: 'Hm.', started_at: 100, ended_at: 7100 },
          { type: 'text', text: 'So.' },
        ],
      }),
    );
    expect(toggle()).toHaveAccessibleName('Thought for 7 s');
  });

  it('U21: names no duration that the server did not give', () => {
    render(<ReasoningPanel state="thought" parts={[{ type: 'reasoning', text: partText('Hm.') }]} />);
    expect(screen.getByRole('button')).toHaveAccessibleName('Thoughts');
  });

  it('U22: stays open where it was cut and no answer came', async () => {
    const { chat } = await openAnswer();
    await chat.reason('Hm.', { at: 1000 });
    await chat.complete({ status: 'stopped', at: 3000 });
    expect(toggle()).toHaveAttribute('aria-expanded', 'true');
    expect(toggle()).toHaveAccessibleName('Thought for 2 s');
  });

  it('U24: shows nothing where there was no reasoning', async () => {
    const { chat } = await openAnswer();
    await chat.write('So.', { at: 1 });
    expect(screen.queryByRole('button', { name: /^Th/ })).not.toBeInTheDocument();
  });

  it('U25: has a word in place of reasoning that the provider keeps to itself', () => {
    render(<ReasoningPanel state="cut" parts={[{ ...thoughtFor(1000), redacted: true }]} />);
    expect(screen.getByText(/does not show/)).toBeVisible();
  });

  it('U34: its button says whether the panel is open, and which one', async () => {
    render(<ReasoningPanel state="thought" parts={[thoughtFor(1000)]} />);
    const panel = document.getElementById(toggle().getAttribute('aria-controls') ?? '');
    expect(panel).not.toBeVisible();
    await userEvent.setup().click(toggle());
    expect(panel).toBeVisible();
    expect(panel).toHaveTextContent('Hm.');
  });
});
