import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import {
  ChatProvider,
  ConversationList,
  useConversations,
  type ConversationListProps,
  type ConversationsOptions,
} from '../../src/index.ts';
import { asked, chatNetwork } from './chat-network.ts';
import { modes } from './mode.ts';
import { Rows } from './rows.tsx';

const { chat, at, sockets } = chatNetwork();

const sentToList = () => chat.received.filter((frame) => 'scope' in frame && frame.scope === 'conversations');

function Titles(options: ConversationsOptions) {
  return (
    <p data-testid="titles">
      {useConversations(options)
        .conversations.map(({ title, status }) => `${title}: ${status}`)
        .join(', ')}
    </p>
  );
}

const titles = () => screen.getByTestId('titles').textContent;

const List = (where: Pick<ConversationListProps, 'url' | 'registry'>) => (
  <ConversationList {...where} onSelect={() => undefined} onNew={() => undefined} />
);

describe.each(modes)('the list of conversations, $mode', ({ reactStrictMode }) => {
  it('D1, D3: shares one socket with the chat, and subscribes once', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    const where = at();
    render(
      <>
        <Titles {...where} />
        <ChatProvider {...where} conversationId={conversation.id}>
          <Titles />
        </ChatProvider>
        <Rows {...where} conversationId={conversation.id} />
      </>,
      { reactStrictMode },
    ).unmount();
    render(<Titles {...where} />, { reactStrictMode });
    await waitFor(() => expect(titles()).toBe('hi: answering'));
    expect(sockets).toHaveLength(1);
    expect(sentToList()).toHaveLength(1);
  });

  it('D5: leaves the list and closes the socket a moment after unmount', async () => {
    const page = render(<Titles {...at()} />, { reactStrictMode });
    await chat.until(() => sentToList().length === 1);
    page.unmount();
    await chat.until(() => chat.connections.length === 0);
    expect(sentToList().map(({ type }) => type)).toEqual(['Subscribe', 'Unsubscribe']);
  });

  it('shows at once what another tab begins, and what becomes of it', async () => {
    const where = at();
    render(<Titles {...where} />, { reactStrictMode });
    await chat.until(() => sentToList().length === 1);
    const conversation = chat.seed({ messages: asked('Elsewhere') });
    await waitFor(() => expect(titles()).toBe('Elsewhere: answering'));
    conversation.answer().complete();
    await waitFor(() => expect(titles()).toBe('Elsewhere: idle'));
    conversation.rename('Renamed there');
    await waitFor(() => expect(titles()).toBe('Renamed there: idle'));
    conversation.delete();
    await waitFor(() => expect(titles()).toBe(''));
  });

  it('D2: goes on after a lost connection', async () => {
    const conversation = chat.seed({ messages: [{ role: 'user', content: 'One' }] });
    render(<Titles {...at()} />, { reactStrictMode });
    await waitFor(() => expect(titles()).toBe('One: idle'));
    chat.drop();
    conversation.rename('While away');
    await waitFor(() => expect(titles()).toBe('While away: idle'));
    expect(sentToList()[1]).toMatchObject({ log_id: expect.stringMatching(/./), last_sync_id: 1 });
  });

  it('P12: a long list comes in one render', async () => {
    for (let place = 0; place < 500; place += 1) chat.seed({ title: 'x'.repeat(180), messages: [] });
    const renders: number[] = [];
    const Counting = (options: ConversationsOptions) => {
      renders.push(useConversations(options).conversations.length);
      return null;
    };
    render(<Counting {...at()} />, { reactStrictMode });
    await waitFor(() => expect(renders.at(-1)).toBe(500));
    expect(new Set(renders).size).toBeLessThan(10);
  });

  it('deletes, and undoes', async () => {
    const conversation = chat.seed({ messages: [{ role: 'user', content: 'Keep me' }] });
    render(<List {...at()} />, { reactStrictMode });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Keep me' }));
    await chat.waitFor((frame) => frame.type === 'Delete');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Keep me' })).not.toBeInTheDocument());
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await chat.waitFor((frame) => frame.type === 'Restore')).toMatchObject({ conversation_id: conversation.id });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Keep me' })).toHaveFocus());
  });

  it('R9.12: an open chat whose conversation is brought back goes on', async () => {
    const conversation = chat.seed({ messages: [{ role: 'user', content: 'Here' }] });
    const where = at();
    render(
      <>
        <List {...where} />
        <ChatProvider {...where} conversationId={conversation.id}>
          <Rows {...where} conversationId={conversation.id} />
        </ChatProvider>
      </>,
      { reactStrictMode },
    );
    await screen.findByText('Here', { selector: 'li' });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Here' }));
    await chat.waitFor((frame) => frame.type === 'Delete');
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await chat.until(() => chat.received.filter((frame) => frame.type === 'Subscribe' && frame.scope === 'chat').length === 2);
    conversation.append({
      type: 'MessageAdded',
      message: {
        id: '00000000-0000-4000-8000-000000000001',
        role: 'assistant',
        reply_to: null,
        parts: [{ type: 'text', text: 'Still here' }],
        status: 'complete',
        created_at: 1,
      },
    });
    expect(await screen.findByText('Still here')).toBeInTheDocument();
  });
});

it('says what to do without a url and a provider', () => {
  expect(() => renderToString(<Titles />)).toThrow(/useConversations\(\) was used without a url and outside <ChatProvider>/);
});
