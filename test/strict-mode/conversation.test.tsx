import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { v4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { ChatWindow, type ChatSocket } from '../../src/index.ts';
import type { WireMessage } from '../../src/protocol/index.ts';
import { asked, chatNetwork } from './chat-network.ts';
import { modes } from './mode.ts';
import { Rows, rows } from './rows.tsx';

const { chat, at } = chatNetwork();

const answers = () => rows().filter(([role]) => role === 'assistant');

describe.each(modes)('defects of the conversation, $mode', ({ reactStrictMode }) => {
  it('D4: goes to another conversation and back', async () => {
    const [one, two] = [chat.seed({ messages: asked('one?') }), chat.seed({ messages: asked('two?') })];
    const where = at();
    const page = render(<Rows {...where} conversationId={one.id} />, { reactStrictMode });
    for (const [round, conversation] of [one, two, one, two].entries()) {
      page.rerender(<Rows {...where} conversationId={conversation.id} />);
      conversation.answer().write(`${round} `);
      await waitFor(() => expect(answers()).toEqual([['assistant', round < 2 ? `${round} ` : `${round - 2} ${round} `, 'streaming']]));
    }
    expect(chat.connectionCount).toBe(1);
  });

  it('D7: shows a hundred deltas as one message, and every one of them', async () => {
    const conversation = chat.seed({ messages: asked('Count') });
    render(<Rows {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(2));
    const words = Array.from({ length: 100 }, (_, number) => `${number} `);
    for (const word of words) conversation.answer().write(word);
    conversation.answer().complete();
    await waitFor(() => expect(answers()).toEqual([['assistant', words.join(''), 'complete']]));
  });

  it('D8: keeps question and answer apart, each under an id of its own', async () => {
    let last: ChatSocket | undefined;
    render(<Rows {...at()} onRender={(now) => (last = now)} />, { reactStrictMode });
    await chat.until(() => chat.connections.length === 1);
    last?.send('hi');
    await chat.waitFor((frame) => frame.type === 'Message');
    chat.conversation().answer().write('Hello');
    await waitFor(() =>
      expect(rows().map(([role, text]) => [role, text])).toEqual([
        ['user', 'hi'],
        ['assistant', 'Hello'],
      ]),
    );
    expect(new Set(last?.messages.map(({ id }) => id)).size).toBe(2);
  });

  it('D9: shows nothing of conversations that it does not follow', async () => {
    const conversation = chat.seed({ messages: asked('mine?') });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await screen.findByText('mine?');
    const [connection] = chat.connections;
    const message: WireMessage = { id: v4(), role: 'assistant', reply_to: null, parts: [], status: 'pending', created_at: 0 };
    const foreign = { conversation_id: v4(), message_id: message.id };
    connection?.send({ type: 'MessageAdded', conversation_id: foreign.conversation_id, sync_id: 1, message });
    connection?.send({ type: 'Update', ...foreign, sync_id: 2, delta: { content: 'theirs' } });
    connection?.send({ type: 'Update', ...foreign, sync_id: 3, message_id: conversation.answer().id, delta: { content: 'theirs' } });
    conversation.answer().write('mine');
    expect(await screen.findByText('mine')).toBeInTheDocument();
    expect(screen.queryByText(/theirs/)).not.toBeInTheDocument();
  });

  it('D10: keeps two answers apart that stream at the same time, on one socket', async () => {
    const [one, two] = [chat.seed({ messages: asked('one?') }), chat.seed({ messages: asked('two?') })];
    const where = at();
    render(
      <>
        <ChatWindow {...where} aria-label="left" conversationId={one.id} />
        <ChatWindow {...where} aria-label="right" conversationId={two.id} />
      </>,
      { reactStrictMode },
    );
    await Promise.all([screen.findByText('one?'), screen.findByText('two?')]);
    for (const letter of ['a', 'b', 'c']) {
      one.answer().write(letter);
      two.answer().write(letter.toUpperCase());
    }
    expect(await within(screen.getByRole('region', { name: 'left' })).findByText('abc')).toBeInTheDocument();
    expect(await within(screen.getByRole('region', { name: 'right' })).findByText('ABC')).toBeInTheDocument();
    expect(chat.connectionCount).toBe(1);
  });

  it('D11: keeps the list when a message is sent', async () => {
    let last: ChatSocket | undefined;
    const conversation = chat.seed({
      messages: [
        { role: 'user', content: '1' },
        { role: 'assistant', content: 'one' },
      ],
    });
    render(<Rows {...at()} conversationId={conversation.id} onRender={(now) => (last ??= now)} />, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(2));
    last?.send('2');
    await waitFor(() => expect(rows().map(([, text]) => text)).toEqual(['1', 'one', '2', '']));
    await chat.waitFor((frame) => frame.type === 'Message');
    conversation.answer().write('two');
    await waitFor(() => expect(rows().map(([, text]) => text)).toEqual(['1', 'one', '2', 'two']));
  });

  it('D12: keeps live deltas when older messages come late', async () => {
    const long = 'x'.repeat(40_000);
    const conversation = chat.seed({
      messages: [
        { role: 'user', content: `first ${long}` },
        { role: 'assistant', content: 'early' },
        { role: 'user', content: `second ${long}` },
      ],
    });
    const answer = conversation.answer();
    let last: ChatSocket | undefined;
    render(<Rows {...at()} conversationId={conversation.id} onRender={(now) => (last = now)} />, { reactStrictMode });
    await waitFor(() => expect(rows().at(-1)?.[0]).toBe('assistant'));
    const [oldest] = last?.messages ?? [];
    answer.write('live ');
    last?.loadEarlier();
    await chat.waitFor((frame) => frame.type === 'History');
    answer.write('and well');
    await waitFor(() => expect(rows()[0]?.[1]).toBe(`first ${long}`));
    // The same page once more, behind what has come since.
    chat.connections[0]?.send({
      type: 'History',
      conversation_id: conversation.id,
      log_id: conversation.logId,
      before: oldest?.id ?? '',
      messages: [{ id: answer.id, role: 'assistant', reply_to: null, parts: [], status: 'pending', created_at: 0 }],
      has_earlier: false,
    });
    answer.write('.');
    await waitFor(() => expect(rows().at(-1)).toEqual(['assistant', 'live and well.', 'streaming']));
    expect(rows()).toHaveLength(4);
  });

  it('D13: shows the first message at once, before any server has it', async () => {
    const user = userEvent.setup();
    render(<ChatWindow {...at()} />, { reactStrictMode });
    await chat.until(() => chat.connections.length === 1);
    chat.silence();
    await user.type(screen.getByRole('textbox'), 'Hello?{Enter}');
    expect(await screen.findByText('Hello?')).toBeInTheDocument();
    expect(chat.received.filter((frame) => frame.type === 'Message')).toEqual([]);
    chat.drop();
    await chat.waitFor((frame) => frame.type === 'Message');
    chat.conversation().answer().write('Hello!');
    expect(await screen.findByText('Hello!')).toBeInTheDocument();
    expect(screen.getAllByText('Hello?')).toHaveLength(1);
  });

  it('D13: keeps the text of a message that could not be sent', async () => {
    const user = userEvent.setup();
    const conversation = chat.seed({ messages: [{ role: 'assistant', content: 'Ask me.' }] });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await screen.findByText('Ask me.');
    chat.silence();
    await user.type(screen.getByRole('textbox'), 'Precious{Enter}');
    conversation.delete();
    chat.drop();
    expect(await screen.findByText(/Not sent/)).toBeInTheDocument();
    expect(screen.getByText('Precious')).toBeInTheDocument();
    expect(screen.getByText('Ask me.')).toBeInTheDocument();
  });
});
