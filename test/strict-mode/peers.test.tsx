import { render, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ChatSocketOptions } from '../../src/index.ts';
import { asked, chatNetwork } from './chat-network.ts';
import { modes } from './mode.ts';
import { Rows, rows } from './rows.tsx';

const { chat, at, sockets } = chatNetwork();

const subscribes = () => chat.received.filter(({ type }) => type === 'Subscribe');

describe.each(modes)('defects of peers, $mode', ({ reactStrictMode }) => {
  it('P3, P4, P5: goes on in the middle of a text after a lost connection, and has no letter twice', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    render(<Rows {...at()} conversationId={conversation.id} />, { reactStrictMode });
    conversation.answer().reason('Let me see');
    conversation.answer().write('One, ');
    await waitFor(() => expect(rows()[1]?.[1]).toBe('One, '));
    for (const word of ['two, ', 'three, ', 'four']) {
      const before = subscribes().length;
      chat.drop();
      conversation.answer().write(word);
      await chat.until(() => subscribes().length > before);
    }
    conversation.answer().complete();
    await waitFor(() => expect(rows()[1]).toEqual(['assistant', 'One, two, three, four', 'complete']));
  });

  it('P6: shows an answer that was accepted, but had no word yet when the connection was lost', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    render(<Rows {...at()} conversationId={conversation.id} />, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(2));
    chat.drop();
    conversation.answer().write('Hello');
    conversation.answer().complete();
    await waitFor(() => expect(rows()[1]).toEqual(['assistant', 'Hello', 'complete']));
  });

  it('P7: twenty components of one conversation resume it once', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    const where = { ...at(), conversationId: conversation.id };
    const twenty = Array.from({ length: 20 }, (_, place) => <Rows {...where} key={place} />);
    render(twenty, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(40));
    chat.drop();
    conversation.answer().complete();
    await waitFor(() => expect(rows().filter(([, , status]) => status === 'complete')).toHaveLength(40));
    expect([sockets.length, subscribes().length]).toEqual([2, 2]);
  });

  it('P8: a replay of a thousand parts is a few renders', async () => {
    const conversation = chat.seed({ messages: asked('hi') });
    let renders = 0;
    const where: ChatSocketOptions = { ...at(), conversationId: conversation.id };
    render(<Rows {...where} onRender={() => (renders += 1)} />, { reactStrictMode });
    await waitFor(() => expect(rows()).toHaveLength(2));
    chat.drop();
    renders = 0;
    for (let round = 0; round < 500; round += 1) {
      conversation.answer().reason('?');
      conversation.answer().write('!');
    }
    conversation.answer().complete();
    await waitFor(() => expect(rows()[1]).toEqual(['assistant', '!'.repeat(500), 'complete']));
    expect(renders).toBeLessThan(30);
  });

  it('P10: an answer that goes on in the conversation before writes nothing into the next one, and is whole on the way back', async () => {
    const [first, second] = [chat.seed({ messages: asked('one') }), chat.seed({ messages: asked('two') })];
    const where = at();
    const page = render(<Rows {...where} conversationId={first.id} />, { reactStrictMode });
    first.answer().write('a');
    await waitFor(() => expect(rows()[1]?.[1]).toBe('a'));
    page.rerender(<Rows {...where} conversationId={second.id} />);
    first.answer().write('b');
    second.answer().write('x');
    await waitFor(() => expect(rows().map(([, text]) => text)).toEqual(['two', 'x']));
    page.rerender(<Rows {...where} conversationId={first.id} />);
    first.answer().write('c');
    await waitFor(() => expect(rows().map(([, text]) => text)).toEqual(['one', 'abc']));
  });
});
