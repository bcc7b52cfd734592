import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { describe, expect, it } from 'vitest';
import { ChatWindow, createConnectionRegistry, defaultLabels, LabelsProvider, type ChatLabels } from '../../src/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { added, answer, conversationId, otherId, question, replay } from '../support/log-frames.ts';
import { committed } from './open-chat.tsx';

type Props = Partial<ComponentProps<typeof ChatWindow>>;

function openWindow(props: Props = {}) {
  const world = createFakeWorld();
  const registry = createConnectionRegistry({ environment: world.environment });
  const element = (more: Props = {}) => (
    <ChatWindow url="ws://localhost:8000/ws" conversationId={conversationId} registry={registry} {...props} {...more} />
  );
  const page = render(element());
  const begin = () =>
    committed(() => {
      world.socket().welcome();
      world.socket().say(replay(0));
    });
  return { world, page, begin, rerender: (more: Props) => page.rerender(element(more)) };
}

describe('ChatWindow', () => {
  it('is a complete chat: greeting, question, answer', async () => {
    const { world, begin } = openWindow();
    await begin();
    expect(screen.getByText('What can I help with?')).toBeVisible();
    await userEvent.setup().type(screen.getByRole('textbox'), 'Why?{Enter}');
    await committed(() => undefined);
    expect(screen.queryByText('What can I help with?')).not.toBeInTheDocument();
    expect(screen.getByRole('article', { name: 'You' })).toHaveTextContent('Why?');
    expect(world.socket().sent('Message')).toMatchObject([{ content: 'Why?', conversation_id: conversationId }]);
  });

  it('U15: the arrow up in an empty field opens the last question for editing', async () => {
    const { world, begin } = openWindow();
    await begin();
    await committed(() => {
      world.socket().say(added(1, question('Why?')));
      world.socket().say(added(2, answer({ status: 'complete', ended_at: 9 })));
    });
    const user = userEvent.setup();
    await user.click(screen.getByRole('textbox', { name: 'Message' }));
    await user.keyboard('{ArrowUp}');
    const editor = screen.getByDisplayValue('Why?');
    expect(editor).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(editor).not.toBeInTheDocument();
  });

  it('U3: offers Stop before the first token', async () => {
    const { begin } = openWindow();
    await begin();
    await userEvent.setup().type(screen.getByRole('textbox'), 'Why?{Enter}');
    await committed(() => undefined);
    expect(screen.getByRole('button', { name: 'Stop' })).toBeVisible();
  });

  it('greets nobody before it knows that the conversation is empty', () => {
    openWindow();
    expect(screen.queryByText('What can I help with?')).not.toBeInTheDocument();
    expect(screen.getByRole('textbox')).toBeEnabled();
  });

  it('shows nothing of the conversation before in the next one', async () => {
    const { world, begin, rerender } = openWindow();
    await begin();
    await committed(() => world.socket().say(added(1, question('Secret'))));
    await userEvent.setup().type(screen.getByRole('textbox'), 'draft');
    rerender({ conversationId: otherId });
    expect(screen.queryByText('Secret')).not.toBeInTheDocument();
    expect(screen.getByRole('textbox')).toHaveValue('');
  });

  it('U36: has a keyboard path through all that can be pressed, the field first to be written in', async () => {
    const { begin } = openWindow();
    await begin();
    const user = userEvent.setup();
    await user.tab();
    expect(screen.getByRole('log')).toHaveFocus();
    await user.tab();
    expect(screen.getByRole('textbox')).toHaveFocus();
    await user.keyboard('Why?');
    await user.tab();
    expect(screen.getByRole('button', { name: 'Attach files' })).toHaveFocus();
    await user.tab();
    expect(screen.getByRole('button', { name: 'Send' })).toHaveFocus();
  });

  it('hands class, ref and other attributes to its element', () => {
    const ref = { current: null };
    openWindow({ ref, className: 'mine', id: 'chat' });
    expect(ref.current).toBe(screen.getByRole('region', { name: 'Chat' }));
    expect(ref.current).toHaveClass('chat-window', 'mine');
    expect(ref.current).toHaveAttribute('id', 'chat');
  });
});

describe('U38: the words', () => {
  it('can each be replaced', async () => {
    const labels = Object.fromEntries(
      Object.entries(defaultLabels).map(([name, word]) => [name, typeof word === 'function' ? () => `«${name}»` : `«${name}»`]),
    ) as Partial<ChatLabels>; // every name of the defaults, each with a text or a function as there
    const { page, begin } = openWindow({ labels });
    await begin();
    const shown = page.container.textContent.concat(
      ...Array.from(page.container.querySelectorAll('*'), (element) =>
        ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? '').join(''),
      ),
    );
    expect(shown.replaceAll(/«\w+»/g, '')).toBe('');
    expect(shown).toContain('«greeting»');
  });

  it('of a provider stay where a window replaces others', () => {
    render(
      <LabelsProvider labels={{ send: 'Senden', message: 'Nachricht' }}>
        <ChatWindow
          url="ws://localhost:8000/ws"
          labels={{ message: 'Frage' }}
          registry={createConnectionRegistry({ environment: createFakeWorld().environment })}
        />
      </LabelsProvider>,
    );
    expect(screen.getByRole('textbox', { name: 'Frage' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Senden' })).toBeVisible();
  });
});
