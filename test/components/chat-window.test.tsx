import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { describe, expect, it } from 'vitest';
import { ChatWindow, createConnectionRegistry, LabelsProvider } from '../../src/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { added, answer, answerId, conversationId, otherId, question, replay, snapshot } from '../support/log-frames.ts';
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

  it('U35: the focus is in the field after a button that goes away when it is pressed', async () => {
    const { world, begin } = openWindow();
    await begin();
    const fail = (place: number, id: string) =>
      committed(() => {
        world
          .socket()
          .say(added(place, answer({ id, status: 'failed', error: { code: 'unavailable', message: 'Busy.', retryable: true } })));
      });
    await committed(() => world.socket().say(added(1, question('Why?'))));
    await fail(2, answerId);
    const user = userEvent.setup();
    const field = screen.getByRole('textbox', { name: 'Message' });
    await user.click(screen.getByRole('button', { name: 'Answer again' }));
    expect(field).toHaveFocus();
    await fail(3, world.socket().sent('Regenerate')[0]?.id ?? '');
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(world.socket().sent('Regenerate')).toHaveLength(2);
    expect(field).toHaveFocus();
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

  it('U3: begins in the middle at once where its conversation is new, and where it is not once that is known to be empty', async () => {
    const { world, begin, rerender } = openWindow({ conversationId: undefined });
    const frame = screen.getByRole('region', { name: 'Chat' });
    expect(frame).toHaveAttribute('data-state', 'empty');
    await begin();
    rerender({ conversationId: otherId });
    await committed(() => undefined);
    expect(frame).toHaveAttribute('data-state', 'loading');
    await committed(() => world.socket().say(replay(0, [], { conversation_id: otherId })));
    expect(frame).toHaveAttribute('data-state', 'empty');
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

  it('has a heading to go to, under which those of answers stand', async () => {
    const { begin } = openWindow();
    await begin();
    expect(screen.getByRole('heading', { level: 2, name: 'Conversation' })).toBeInTheDocument();
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

  it('P19, U31: does not look empty where it could not be loaded', async () => {
    const { world } = openWindow();
    await committed(() => world.socket().welcome());
    const { request_id = '' } = world.socket().sent('Subscribe')[0] ?? {};
    const refusal = { type: 'Error', layer: 'application', code: 'forbidden', message: 'Not yours.', retryable: false } as const;
    await committed(() => world.socket().say({ ...refusal, request_id }));
    expect(screen.getByRole('alert')).toHaveTextContent('This conversation could not be loaded.');
    expect(screen.queryByText('What can I help with?')).not.toBeInTheDocument();
  });

  it('U31: that could not be loaded is asked for again by Retry', async () => {
    const { world } = openWindow();
    await committed(() => world.socket().welcome());
    const { request_id = '' } = world.socket().sent('Subscribe')[0] ?? {};
    const refusal = { type: 'Error', layer: 'application', code: 'forbidden', message: 'Not yet.', retryable: false } as const;
    await committed(() => world.socket().say({ ...refusal, request_id }));
    await userEvent.setup().click(screen.getByRole('button', { name: 'Retry' }));
    expect(world.socket().sent('Subscribe')).toHaveLength(2);
    await committed(() => world.socket().say(snapshot(2, [question('There you are.')])));
    expect(screen.getByText('There you are.')).toBeVisible();
    expect(screen.getByRole('log')).toHaveFocus();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});

describe('U38: the words', () => {
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
