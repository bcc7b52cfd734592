import { render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ChatWindow } from '../../src/index.ts';
import { asked, chatNetwork } from './chat-network.ts';
import { modes } from './mode.ts';
import { Rows, rows } from './rows.tsx';

const { chat, at, sockets } = chatNetwork();

const sent = (type: string) => chat.received.filter((frame) => frame.type === type);

describe.each(modes)('defects of the connection, $mode', ({ reactStrictMode }) => {
  it('D1: subscribes on the socket that stays', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    render(<Rows {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(sockets).toHaveLength(1);
    expect(sent('Subscribe')).toMatchObject([{ conversation_id: conversation.id }]);
  });

  it('D2: subscribes again after a reconnect, from where it was', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    render(<Rows {...at()} conversationId={conversation.id} />, { reactStrictMode });
    conversation.answer().write('be');
    await waitFor(() => expect(rows()[1]).toEqual(['assistant', 'be', 'streaming']));
    chat.drop();
    conversation.answer().write('fore and ');
    await chat.until(() => sent('Subscribe').length === 2);
    conversation.answer().write('after');
    conversation.answer().complete();
    await waitFor(() => expect(rows()[1]).toEqual(['assistant', 'before and after', 'complete']));
    expect(sent('Subscribe')[1]).toMatchObject({ last_sync_id: 3, log_id: conversation.logId });
  });

  it('D3, I9: leaves no socket open that was let go while it connected', async () => {
    const page = render(<Rows {...at()} />, { reactStrictMode });
    expect(sockets.map(({ readyState }) => readyState)).toEqual([WebSocket.CONNECTING]);
    page.unmount();
    await waitFor(() => expect(sockets.map(({ readyState }) => readyState)).toEqual([WebSocket.CLOSED]));
    expect(chat.connections).toEqual([]);
  });

  it('D5: opens no more sockets with each visit', async () => {
    const where = at();
    for (let visit = 1; visit <= 3; visit += 1) {
      const page = render(<Rows {...where} />, { reactStrictMode });
      await chat.until(() => chat.connectionCount === visit && chat.connections.length === 1);
      page.unmount();
      await chat.until(() => chat.connections.length === 0);
    }
    expect(sockets).toHaveLength(3);
  });

  it('D5: keeps its socket over a remount in the same breath', async () => {
    const where = at();
    const conversation = chat.seed({ messages: asked('hi') });
    const page = render(<Rows {...where} conversationId={conversation.id} key="one" />, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(2));
    page.rerender(<Rows {...where} conversationId={conversation.id} key="another" />);
    conversation.answer().write('still here');
    await waitFor(() => expect(rows()[1]?.[1]).toBe('still here'));
    expect(sockets).toHaveLength(1);
    expect(sent('Subscribe')).toHaveLength(1);
  });

  it('D6, R3.7: goes on after more than five tries', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    chat.refuse(7);
    render(<Rows {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(sockets).toHaveLength(8);
  });

  it('D6, R3.7: does not try again where it is not wanted, and says so', async () => {
    chat.refuse(1, { closeCode: 4403, code: 'forbidden' });
    render(<ChatWindow {...at()} />, { reactStrictMode });
    expect(await screen.findByRole('alert')).toHaveTextContent('This connection is refused.');
    expect(sockets).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Retry now' }));
    await chat.until(() => chat.connections.length === 1);
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
  });

  it('D14: ends an answer whose Complete was lost with the connection', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    conversation.answer().write('Hello');
    await screen.findByText('Hello');
    expect(screen.getByRole('button', { name: 'Stop' })).toBeEnabled();
    chat.silence('to-client');
    conversation.answer().complete();
    chat.drop();
    expect(await screen.findByRole('button', { name: 'Send' })).toBeInTheDocument();
    expect(screen.getByRole('textbox')).toBeEnabled();
  });

  it('D14: stops an answer', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    conversation.answer().write('For ever and');
    await screen.findByText('For ever and');
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(await screen.findByRole('button', { name: 'Send' })).toBeInTheDocument();
    expect(conversation.state.messages.at(-1)?.status).toBe('stopped');
    expect(within(screen.getByRole('log')).getByText('For ever and')).toBeInTheDocument();
  });

  it('D16: sends what was written while there was no connection, once', async () => {
    const user = userEvent.setup();
    chat.refuse(3);
    render(<ChatWindow {...at()} />, { reactStrictMode });
    await user.type(screen.getByRole('textbox'), 'Are you there?{Enter}');
    expect(await screen.findByText('Are you there?')).toBeInTheDocument();
    await chat.waitFor((frame) => frame.type === 'Message');
    chat.conversation().answer().complete();
    expect(await screen.findByRole('button', { name: 'Send' })).toBeInTheDocument();
    expect(chat.conversation().state.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
  });

  it('D16: sends a message again whose acknowledgement was lost, and it counts once', async () => {
    const user = userEvent.setup();
    const conversation = chat.seed({ messages: [{ role: 'assistant', content: 'Ask me.' }] });
    render(<ChatWindow {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await screen.findByText('Ask me.');
    chat.silence('to-client');
    await user.type(screen.getByRole('textbox'), 'Once?{Enter}');
    const first = await chat.waitFor((frame) => frame.type === 'Message');
    chat.drop();
    conversation.answer().write('Once.');
    expect(await screen.findByText('Once.')).toBeInTheDocument();
    expect(screen.getAllByText('Once?')).toHaveLength(1);
    expect(conversation.state.messages.filter(({ role }) => role === 'user').map(({ id }) => id)).toEqual([first.id]);
  });
});
