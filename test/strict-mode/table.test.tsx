import { render, screen, waitFor, within } from '@testing-library/react';
import { v4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { ChatWindow } from '../../src/index.ts';
import { asked, chatNetwork } from './chat-network.ts';
import { modes } from './mode.ts';
import { Rows, rows } from './rows.tsx';

const { chat, at } = chatNetwork();
/** As an application has it. */
const lingerMs = 200;

/** Two conversations under way, and words of a third that would fit where they do not belong. */
function scene() {
  const [first, second] = [chat.seed({ messages: asked('one?') }), chat.seed({ messages: asked('two?') })];
  const write = (text: string, conversation = first) => conversation.answer().write(text);
  function broadcast(): void {
    const place = { sync_id: first.events.length + 1, message_id: first.answer().id };
    for (const connection of chat.connections) {
      connection.send({ type: 'Update', conversation_id: v4(), ...place, delta: { content: 'not yours' } });
    }
  }
  return { first, second, write, broadcast };
}

const subscribes = () => chat.received.filter((frame) => frame.type === 'Subscribe');

describe.each(modes)('the table of the described system, $mode', ({ reactStrictMode }) => {
  it('holds for the hook: 1 socket, 1 Subscribe, one row "abc", ended, nothing foreign, the next conversation works, 0 sockets left', async () => {
    const { first, second, write, broadcast } = scene();
    const shown: string[][] = [];
    const props = {
      ...at({ lingerMs }),
      onRender: ({ messages }: { messages: readonly { role: string; content: string }[] }) =>
        void shown.push(messages.filter(({ role }) => role === 'assistant').map(({ content }) => content)),
    };
    const page = render(<Rows {...props} conversationId={first.id} />, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(2));
    write('a');
    await waitFor(() => expect(rows()[1]).toEqual(['assistant', 'a', 'streaming']));
    write('b');
    await waitFor(() => expect(rows()[1]).toEqual(['assistant', 'ab', 'streaming']));
    broadcast();
    write('c');
    first.answer().complete();
    await waitFor(() =>
      expect(rows()).toEqual([
        ['user', 'one?', 'complete'],
        ['assistant', 'abc', 'complete'],
      ]),
    );
    expect(shown.filter((answers) => answers.length > 1 || !'abc'.startsWith(answers.join()))).toEqual([]);
    expect(chat.connectionCount).toBe(1);
    expect(subscribes()).toHaveLength(1);

    page.rerender(<Rows {...props} conversationId={second.id} />);
    await waitFor(() => expect(rows()).toHaveLength(2));
    write('d', second);
    second.answer().complete();
    await waitFor(() =>
      expect(rows()).toEqual([
        ['user', 'two?', 'complete'],
        ['assistant', 'd', 'complete'],
      ]),
    );
    expect(chat.connectionCount).toBe(1);

    page.unmount();
    await chat.until(() => chat.connections.length === 0);
    expect(chat.connectionCount).toBe(1);
  });

  it('holds for ChatWindow', async () => {
    const { first, second, write, broadcast } = scene();
    const where = at({ lingerMs });
    const page = render(<ChatWindow {...where} conversationId={first.id} />, { reactStrictMode });
    const answers = () => screen.queryAllByRole('article', { name: 'Assistant' });
    await screen.findByText('one?');
    for (const letter of ['a', 'b', 'c']) {
      write(letter);
      broadcast();
    }
    expect(await screen.findByText('abc')).toBeInTheDocument();
    first.answer().complete();
    expect(await screen.findByRole('button', { name: 'Send' })).toBeInTheDocument();
    expect(answers()).toHaveLength(1);
    expect(screen.queryByText(/not yours/)).not.toBeInTheDocument();
    expect(chat.connectionCount).toBe(1);
    expect(subscribes()).toHaveLength(1);

    page.rerender(<ChatWindow {...where} conversationId={second.id} />);
    await screen.findByText('two?');
    write('d', second);
    expect(await within(screen.getByRole('log')).findByText('d')).toBeInTheDocument();
    expect(answers()).toHaveLength(1);

    page.unmount();
    await chat.until(() => chat.connections.length === 0);
    expect(chat.connectionCount).toBe(1);
  });
});
