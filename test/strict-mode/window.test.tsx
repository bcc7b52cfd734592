import { createEvent, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChatWindow } from '../../src/index.ts';
import { asked, chatNetwork } from './chat-network.ts';
import { modes } from './mode.ts';

const { chat, at } = chatNetwork();

const sentMessages = () => chat.received.filter((frame) => frame.type === 'Message');

describe.each(modes)('defects of the window, $mode', ({ reactStrictMode }) => {
  it('D17: shows reasoning while it is thought, and above the answer how long it took, by the clock of the server', async () => {
    const conversation = chat.seed({ messages: asked('Why?') });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await screen.findByText('Why?');
    const message_id = conversation.answer().id;
    conversation.append({ type: 'Update', message_id, delta: { reasoning: 'Because of' }, at: 5_000 });
    expect(await screen.findByText('Because of')).toBeVisible();
    expect(screen.getByRole('button', { name: /Thinking/ })).toHaveAttribute('aria-expanded', 'true');
    conversation.append({ type: 'Update', message_id, delta: { content: 'So it is.' }, at: 17_000 });
    const panel = await screen.findByRole('button', { name: 'Thought for 12 s' });
    expect(panel).toHaveAttribute('aria-expanded', 'false');
    expect(panel.compareDocumentPosition(screen.getByText('So it is.'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('D18: lets the user write on while an answer comes, and sends that next', async () => {
    const user = userEvent.setup();
    const conversation = chat.seed({ messages: asked('1') });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    conversation.answer().write('one');
    await screen.findByText('one');
    await user.type(screen.getByRole('textbox'), '2{Enter}');
    expect(await screen.findByText('2')).toBeInTheDocument();
    expect(sentMessages()).toEqual([]);
    conversation.answer().complete();
    await expect(chat.waitFor((frame) => frame.type === 'Message')).resolves.toMatchObject({ content: '2' });
  });

  it('D18: does not send what an input method is still composing', async () => {
    const user = userEvent.setup();
    render(<ChatWindow {...at()} />, { reactStrictMode });
    await chat.until(() => chat.connections.length === 1);
    const field = screen.getByRole('textbox');
    await user.type(field, 'にほん');
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      const enter = createEvent.keyDown(field, { key: 'Enter', ...composing });
      fireEvent(field, enter);
      expect(enter.defaultPrevented).toBe(false);
    }
    expect(field).toHaveValue('にほん');
    await user.type(field, '{Enter}');
    await chat.waitFor((frame) => frame.type === 'Message');
    expect(sentMessages()).toMatchObject([{ content: 'にほん' }]);
  });

  it('D19: renders Markdown, names who speaks, and copies', async () => {
    const user = userEvent.setup();
    const conversation = chat.seed({
      messages: [
        { role: 'user', content: '*Hi*' },
        { role: 'assistant', content: 'Some **bold** words' },
      ],
    });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    const answer = await screen.findByRole('article', { name: 'Assistant' });
    expect(within(answer).getByText('bold').tagName).toBe('STRONG');
    expect(screen.getByRole('article', { name: 'You' })).toHaveTextContent('*Hi*');
    expect(screen.getByRole('log')).toContainElement(answer);
    await user.click(within(answer).getByRole('button', { name: /copy/i }));
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe('Some **bold** words'));
  });

  it('D19: leaves other messages as they are while one grows', async () => {
    const conversation = chat.seed({
      messages: [{ role: 'user', content: 'old' }, { role: 'assistant', content: 'older words' }, ...asked('new')],
    });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await screen.findByText('new');
    const before = screen.getByText('older words').closest('article');
    const mutations: MutationRecord[] = [];
    const observer = new MutationObserver((records) => mutations.push(...records));
    if (before) observer.observe(before, { subtree: true, childList: true, characterData: true, attributes: true });
    conversation.answer().write('growing');
    expect(await screen.findByText('growing')).toBeInTheDocument();
    observer.disconnect();
    expect(screen.getByText('older words').closest('article')).toBe(before);
    expect(mutations).toEqual([]);
  });
});
