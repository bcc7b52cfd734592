import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChatProvider, Composer, createConnectionRegistry, MessageList, useChatFocus } from '../../src/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { added, answer, conversationId, otherId, question, replay } from '../support/log-frames.ts';
import { committed } from './open-chat.tsx';

function OwnComposer() {
  const { composer } = useChatFocus();
  return <textarea ref={composer} aria-label="Message" />;
}

/** Parts that an application has put together itself. */
async function openParts(composer = <Composer />) {
  const world = createFakeWorld();
  const registry = createConnectionRegistry({ environment: world.environment });
  const element = (id: string) => (
    <ChatProvider url="ws://localhost:8000/ws" conversationId={id} registry={registry}>
      <MessageList />
      {composer}
    </ChatProvider>
  );
  const page = render(element(conversationId));
  await committed(() => {
    world.socket().welcome();
    world.socket().say(replay(0));
  });
  return { world, user: userEvent.setup(), go: (id: string) => page.rerender(element(id)) };
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const failed = answer({ status: 'failed', error: { code: 'unavailable', message: 'Busy.', retryable: true } });

describe('parts without a window', () => {
  it.each([
    ['the composer', undefined],
    ['a composer of their own', <OwnComposer key="own" />],
  ])('U35: bring the focus to %s after a button that goes away when it is pressed', async (_, composer) => {
    const { world, user } = await openParts(composer);
    await committed(() => world.socket().say(added(1, question('Why?'))));
    await committed(() => world.socket().say(added(2, failed)));
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(field()).toHaveFocus();
  });

  it('U15: open the last question for editing', async () => {
    const { world, user } = await openParts();
    await committed(() => {
      world.socket().say(added(1, question('Why?')));
      world.socket().say(added(2, answer({ status: 'complete', ended_at: 9 })));
    });
    await user.click(field());
    await user.keyboard('{ArrowUp}');
    expect(screen.getByDisplayValue('Why?')).toHaveFocus();
  });

  it('begin anew with another conversation', async () => {
    const { user, go } = await openParts(<Composer attachments={{ maxBytes: 1 }} />);
    const log = screen.getByRole('log');
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    await user.upload(input ?? document.body, new File(['Milk'], 'note.txt', { type: 'text/plain' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('note.txt');
    go(otherId);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    // What it followed, and which question it brought to the top, were of the one before.
    expect(screen.getByRole('log')).not.toBe(log);
  });
});
