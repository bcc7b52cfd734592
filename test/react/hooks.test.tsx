import { act, render, renderHook, screen } from '@testing-library/react';
import { StrictMode, version } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { createConnectionRegistry } from '../../src/client/index.ts';
import { ChatProvider, useChatSocket, useMessage, useMessageIds } from '../../src/index.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';
import { answer, answerId, completed, conversationId, otherId, question, questionId, snapshot, wrote } from '../support/log-frames.ts';

const url = 'ws://localhost:8000/ws';

function open(options: { strict?: boolean } = {}) {
  const world = createFakeWorld();
  const registry = createConnectionRegistry({ environment: world.environment });
  const hook = renderHook((props: { conversationId?: string }) => useChatSocket({ url, registry, ...props }), {
    initialProps: { conversationId },
    reactStrictMode: options.strict ?? false,
  });
  return { world, hook };
}

/** Lets the store commit its frame, and React render it. */
async function frame(): Promise<void> {
  await act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
}

async function answerTo(world: FakeWorld): Promise<void> {
  world.socket().welcome();
  world.socket().say(snapshot(2, [question('hi'), answer()]));
  await frame();
}

it('runs on the React that the project names', () => {
  expect(version).toMatch(/^(18\.3|19)\./);
});

describe.each([{ strict: false }, { strict: true }])('useChatSocket, Strict Mode: $strict', (mode) => {
  it('opens one socket, subscribes once, and streams into one message', async () => {
    const { world, hook } = open(mode);
    await answerTo(world);
    for (const [place, delta] of ['a', 'b', 'c'].entries()) world.socket().say(wrote(3 + place, delta));
    world.socket().say(completed(6));
    await frame();
    expect(world.sockets).toHaveLength(1);
    expect(world.socket().sent('Subscribe')).toHaveLength(1);
    expect(hook.result.current).toMatchObject({ conversationId, isStreaming: false, connection: { status: 'live' } });
    expect(hook.result.current.messages.map((message) => [message.role, message.content, message.status])).toEqual([
      ['user', 'hi', 'complete'],
      ['assistant', 'abc', 'complete'],
    ]);
  });

  it('D4: follows the next conversation over the same socket, and leaves the last', async () => {
    const { world, hook } = open(mode);
    await answerTo(world);
    hook.rerender({ conversationId: otherId });
    world.advance(200);
    expect(world.sockets).toHaveLength(1);
    expect(world.socket().frames.slice(1)).toMatchObject([
      { type: 'Subscribe', conversation_id: otherId },
      { type: 'Unsubscribe', conversation_id: conversationId },
    ]);
    expect(hook.result.current.messages).toEqual([]);
    world.socket().say(wrote(3, 'late'));
    await frame();
    expect(hook.result.current.messages).toEqual([]);
  });

  it('D5: has closed the socket a moment after unmount', async () => {
    const { world, hook } = open(mode);
    await answerTo(world);
    hook.unmount();
    world.advance(200);
    expect(world.socket().closedByClient).toBe(1000);
    expect(world.timers()).toBe(0);
  });

  it('keeps one conversation of its own where none is named', () => {
    const world = createFakeWorld();
    const registry = createConnectionRegistry({ environment: world.environment });
    const hook = renderHook(() => useChatSocket({ url, registry }), { reactStrictMode: mode.strict });
    const { conversationId: own } = hook.result.current;
    hook.rerender();
    expect(own).toMatch(/^[0-9a-f-]{36}$/);
    expect(hook.result.current.conversationId).toBe(own);
  });
});

describe('useChatSocket', () => {
  it('D13: retry asks anew for an answer that failed', async () => {
    const { world, hook } = open();
    await answerTo(world);
    world.socket().say(completed(3, { status: 'failed', error: { code: 'unavailable', message: 'Busy.', retryable: true } }));
    await frame();
    act(() => hook.result.current.retry(answerId));
    expect(world.socket().sent('Regenerate')).toMatchObject([{ message_id: answerId, conversation_id: conversationId }]);
    await frame();
  });

  it('D13: shows a sent message at once', async () => {
    const { world, hook } = open();
    await answerTo(world);
    world.socket().say(completed(3));
    await frame();
    act(() => void hook.result.current.send('more'));
    await frame();
    expect(hook.result.current.messages.at(-1)).toMatchObject({ role: 'user', content: 'more', delivery: 'sending' });
  });

  it('U13: tells what waits for the end of an answer, apart from the messages, and takes one of them back', async () => {
    const { world, hook } = open();
    await answerTo(world);
    const [one] = ['one', 'two'].map((content) => hook.result.current.send(content));
    await frame();
    expect(hook.result.current.queued.map(({ content, delivery }) => [content, delivery])).toEqual([
      ['one', 'queued'],
      ['two', 'queued'],
    ]);
    expect(hook.result.current.messages.map(({ id }) => id)).toEqual([questionId, answerId]);
    act(() => hook.result.current.remove(one ?? ''));
    await frame();
    expect(hook.result.current.queued.map(({ content }) => content)).toEqual(['two']);
  });

  it('passes reasoning and model on to what is sent', async () => {
    const world = createFakeWorld();
    const registry = createConnectionRegistry({ environment: world.environment });
    const hook = renderHook(() => useChatSocket({ url, registry, conversationId, useReasoning: true, model: 'deep' }));
    world.socket().welcome();
    hook.result.current.send('why');
    expect(world.socket().sent('Message')).toMatchObject([{ content: 'why', use_reasoning: true, model: 'deep' }]);
    await frame();
  });

  it('shares one socket among all that name the same url and identity', () => {
    const world = createFakeWorld();
    const registry = createConnectionRegistry({ environment: world.environment });
    const Both = ({ identity }: { identity?: string }) => {
      useChatSocket({ url, registry, identity, conversationId });
      useChatSocket({ url, registry, identity, conversationId: otherId });
      return null;
    };
    const page = render(<Both />);
    expect(world.sockets).toHaveLength(1);
    page.rerender(<Both identity="ada" />);
    expect(world.sockets).toHaveLength(2);
  });
});

describe('inside ChatProvider', () => {
  it('P9: one delta renders one message, and neither the list nor the provider', async () => {
    const world = createFakeWorld();
    const registry = createConnectionRegistry({ environment: world.environment });
    const renders: string[] = [];
    const Row = ({ id }: { id: string }) => {
      renders.push(id);
      return <p>{useMessage(id)?.content}</p>;
    };
    const List = () => {
      renders.push('list');
      return useMessageIds().map((id) => <Row key={id} id={id} />);
    };
    render(
      <ChatProvider url={url} registry={registry} conversationId={conversationId}>
        <List />
      </ChatProvider>,
    );
    await answerTo(world);
    renders.length = 0;
    world.socket().say(wrote(3, 'a'));
    world.socket().say(wrote(4, 'b'));
    await frame();
    expect(renders).toEqual([answerId]);
    expect(screen.getByText('ab')).toBeInTheDocument();
    expect(renders).not.toContain(questionId);
  });

  it('D9: a component of another conversation sees nothing of it', async () => {
    const world = createFakeWorld();
    const registry = createConnectionRegistry({ environment: world.environment });
    const List = () => useMessageIds().join(' ');
    render(
      <StrictMode>
        <ChatProvider url={url} registry={registry} conversationId={conversationId}>
          <List />
        </ChatProvider>
        <ChatProvider url={url} registry={registry} conversationId={otherId}>
          <output>
            <List />
          </output>
        </ChatProvider>
      </StrictMode>,
    );
    await answerTo(world);
    world.socket().say(wrote(3, 'a'));
    await frame();
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('says what to do where there is no provider', () => {
    const Lost = () => useMessageIds().join(' ');
    expect(() => renderToString(<Lost />)).toThrow(/useMessageIds\(\) was used outside <ChatProvider>.*Wrap it in <ChatProvider url="ws:/);
  });
});
