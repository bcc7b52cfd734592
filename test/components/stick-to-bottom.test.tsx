import { act, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Composer, MessageList } from '../../src/index.ts';
import { added, answer, conversationId, question, questionId, snapshot } from '../support/log-frames.ts';
import { answered, committed, openChat } from './open-chat.tsx';

/** jsdom lays nothing out, so the test says how high things are. */
let contentHeight = 0;
let watchers = new Set<() => void>();

beforeEach(() => {
  contentHeight = 1000;
  watchers = new Set();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly onResize: () => void;
      constructor(onResize: () => void) {
        this.onResize = onResize;
      }
      observe(element: Element) {
        if (element.className === 'chat-message-list-content') watchers.add(this.onResize);
      }
      disconnect() {
        watchers.delete(this.onResize);
      }
    },
  );
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockImplementation(() => contentHeight);
});
afterEach(() => vi.unstubAllGlobals());

const viewport = () => screen.getByRole('log');
const jump = () => screen.getByText((_, element) => element?.classList.contains('chat-scroll-to-latest') === true);

function scrollTo(top: number): void {
  viewport().scrollTop = top;
  fireEvent.scroll(viewport());
}

function growTo(height: number): void {
  contentHeight = height;
  act(() => watchers.forEach((onResize) => onResize()));
}

async function openList() {
  const chat = openChat(
    <>
      <MessageList />
      <Composer />
    </>,
  );
  await chat.hold(...answered({}));
  growTo(1000);
  scrollTo(600);
  return chat;
}

describe('the end of the conversation', () => {
  it('U1: is followed while the reader is there', async () => {
    await openList();
    growTo(1300);
    expect(viewport().scrollTop).toBe(1300);
    expect(jump()).not.toBeVisible();
  });

  it('U1: is let go as soon as the reader scrolls up, and a button leads back', async () => {
    await openList();
    scrollTo(560);
    growTo(1300);
    expect(viewport().scrollTop).toBe(560);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Jump to latest' }));
    expect(viewport().scrollTop).toBe(1300);
    expect(jump()).not.toBeVisible();
    expect(viewport()).toHaveFocus();
  });

  it('U1: is taken hold of again near the end', async () => {
    await openList();
    scrollTo(300);
    scrollTo(545);
    growTo(1300);
    expect(viewport().scrollTop).toBe(1300);
  });

  it('U2: is not followed from farther away, so nothing moves under the reader', async () => {
    await openList();
    scrollTo(300);
    scrollTo(500);
    growTo(1300);
    expect(viewport().scrollTop).toBe(500);
  });

  it('U2: is let go by whoever sends a message: the question goes to the top, and its answer grows below', async () => {
    await openList();
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      return new DOMRect(0, this.textContent?.startsWith('More') ? 900 : 0, 500, 40);
    });
    await userEvent.setup().type(screen.getByRole('textbox'), 'More{Enter}');
    await committed(() => undefined);
    const asked = viewport().scrollTop;
    expect(asked).toBe(600 + 900 - 16);
    growTo(3000);
    expect(viewport().scrollTop).toBe(asked);
    expect(jump()).toBeVisible();
  });

  it('U2: is let go for a question that stays at the top when what is above gets its height, until somebody scrolls', async () => {
    await openList();
    let top = 900;
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      return new DOMRect(0, this.textContent?.startsWith('More') ? top : 0, 500, 40);
    });
    await userEvent.setup().type(screen.getByRole('textbox'), 'More{Enter}');
    await committed(() => undefined);
    const asked = viewport().scrollTop;
    top = 1300;
    growTo(3000);
    expect(viewport().scrollTop).toBe(asked + 400);
    scrollTo(100);
    growTo(4000);
    expect(viewport().scrollTop).toBe(100);
  });

  it('U2: is let go by whoever asks for another answer, and walking between the two moves nothing', async () => {
    const chat = await openList();
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 300, 500, 40));
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Answer again' }));
    const [{ id } = { id: '' }] = chat.socket().sent('Regenerate');
    await committed(() => chat.socket().say(added(11, answer({ id, status: 'complete', ended_at: 10 }))));
    const turn = screen.getByRole('article', { name: 'Assistant' }).closest('.chat-turn');
    for (const step of ['Previous version', 'Next version']) {
      scrollTo(100);
      await user.click(screen.getByRole('button', { name: step }));
      await committed(() => undefined);
      expect(viewport().scrollTop).toBe(100);
      expect(turn).toHaveAttribute('data-room');
    }
  });

  it('stays in view when a panel above it folds', async () => {
    await openList();
    contentHeight = 900;
    scrollTo(500);
    growTo(1300);
    expect(viewport().scrollTop).toBe(1300);
  });

  it('U8: stays where it is when earlier messages come in above it, where the browser does not see to that', async () => {
    vi.stubGlobal('CSS', { supports: () => false });
    const chat = await openList();
    const later = answered({}).map((message) => (message.id === questionId ? { ...message, reply_to: 'before' } : message));
    scrollTo(100);
    let above = 0;
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      return new DOMRect(0, this.getAttribute('data-message-id') === questionId ? 40 + above : 0, 500, 40);
    });
    await committed(() => chat.socket().say(snapshot(12, later, { has_earlier: true, log_id: 'other' })));
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show earlier messages' }));
    above = 700;
    await committed(() =>
      chat.socket().say({
        type: 'History',
        conversation_id: conversationId,
        log_id: 'other',
        before: questionId,
        messages: [question('Before?', { id: 'before' })],
        has_earlier: false,
      }),
    );
    expect(screen.getByText('Before?')).toBeInTheDocument();
    expect(viewport().scrollTop).toBe(100 + 700);
  });
});
