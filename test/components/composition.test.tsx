import { act, fireEvent, screen } from '@testing-library/react';
import { createElement, type ComponentType, type ReactElement } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as library from '../../src/index.ts';
import { partText, type WireMessage } from '../../src/protocol/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { answer, answerId, conversationId, otherId, question, replay } from '../support/log-frames.ts';
import { everyPart, file, tool } from './every-part.ts';
import { committed, openChat } from './open-chat.tsx';

const url = 'ws://localhost:8000/ws';
const ignore = () => undefined;
const registry = () => library.createConnectionRegistry({ environment: createFakeWorld().environment });

/** Every component with an element of its own, with the least that it needs. */
const parts: Record<string, () => Record<string, unknown>> = {
  BranchWalker: () => ({ messageId: answerId }),
  ChatWindow: () => ({ url, conversationId, registry: registry() }),
  Composer: () => ({}),
  ConnectionStatus: () => ({}),
  ConversationList: () => ({ url, registry: registry(), onSelect: ignore, onNew: ignore }),
  CopyButton: () => ({ text: 'α', label: 'β' }),
  FilePartView: () => ({ part: file }),
  MessageFiles: () => ({ message: { parts: [file] } }),
  MessageList: () => ({}),
  MessageView: () => ({ messageId: answerId }),
  ReasoningPanel: () => ({ parts: [{ type: 'reasoning', text: partText('γ') }], state: 'thinking' }),
  RepositoryPicker: () => ({ repos: [], onChange: ignore }),
  ScrollToLatest: () => ({}),
  TextPartView: () => ({ part: { type: 'text', text: partText('δ') }, isStreaming: false }),
  ThinkSwitch: () => ({ isOn: true, onChange: ignore }),
  ToolPartView: () => ({ messageId: answerId, part: tool, answer: 'running' }),
};

const providers = ['ChatProvider', 'LabelsProvider', 'MarkdownProvider'];

/** What tells its state to a style sheet. */
const stateful = ['ChatWindow', 'Composer', 'ConnectionStatus', 'MessageView', 'ReasoningPanel', 'ToolPartView'];

const componentOf = (name: string) =>
  Object.entries(library).find(([exported]) => exported === name)?.[1] as ComponentType<Record<string, unknown>>; // by its name, which is in the table

const messages = [question('ε'), answer({ id: otherId, status: 'stopped' }), answer({ status: 'complete', parts: everyPart, ended_at: 9 })];

async function show(element: ReactElement): Promise<HTMLElement> {
  const chat = openChat(element);
  await chat.hold(...messages);
  return chat.page.container;
}

describe('the components', () => {
  it('are all looked at here', () => {
    const isComponent = ([name, value]: [string, unknown]) =>
      /^[A-Z]/.test(name) && (typeof value === 'object' || (typeof value === 'function' && !(value.prototype instanceof Error)));
    const exported = Object.entries(library).filter(isComponent);
    expect(exported.map(([name]) => name).toSorted()).toEqual([...Object.keys(parts), ...providers].toSorted());
  });

  it.each(Object.entries(parts))('%s hands ref, class, style and other attributes to its element', async (name, props) => {
    const ref = { current: null };
    const given = { ref, className: 'mine', style: { order: 7 }, id: 'part', 'data-mine': 'yes', lang: 'el' };
    const page = await show(createElement(componentOf(name), { ...props(), ...given }));
    const element = page.querySelector<HTMLElement>('.mine');
    expect(element).not.toBeNull();
    expect(ref.current).toBe(element);
    expect(element?.className).toMatch(/^chat-\S+ mine$/);
    expect(element).toHaveAttribute('id', 'part');
    expect(element).toHaveAttribute('data-mine', 'yes');
    expect(element).toHaveAttribute('lang', 'el');
    expect(element).toHaveStyle({ order: '7' });
  });

  it.each(stateful)('%s tells its state', async (name) => {
    const page = await show(createElement(componentOf(name), { ...parts[name]?.(), className: 'mine' }));
    expect(page.querySelector('.mine')?.getAttribute('data-state')).toMatch(/^[a-z]+$/);
  });
});

describe('U38: every word', () => {
  afterEach(() => vi.useRealTimers());

  const labels = Object.fromEntries(
    Object.entries(library.defaultLabels).map(([name, word]) => [name, typeof word === 'function' ? () => `«${name}»` : `«${name}»`]),
  ) as Partial<library.ChatLabels>; // every name of the defaults, each with a text or a function as there

  it.each(Object.entries(parts))('of %s is a label', async (name, props) => {
    const page = await show(<library.LabelsProvider labels={labels}>{createElement(componentOf(name), props())}</library.LabelsProvider>);
    expect(wordsLeft(page)).toEqual([]);
  });

  /** The window, in a conversation as it stands. */
  async function openWindow(...held: WireMessage[]) {
    const chat = openChat(
      <library.LabelsProvider labels={labels}>
        <library.ConnectionStatus />
        <library.MessageList />
        <library.Composer />
      </library.LabelsProvider>,
    );
    await chat.hold(...held);
    const write = async (text: string) => {
      fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });
      await committed(() => void fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' }));
    };
    return { ...chat, write, container: chat.page.container };
  }

  const error = { code: 'unavailable', message: 'Not now.', retryable: false } as const;
  const failed = answer({ status: 'failed', error, ended_at: 9 });

  it('of an answer that failed is a label, also where the server said why', async () => {
    const { container } = await openWindow(question('ε'), failed);
    expect(screen.getByText('«failed»')).toBeVisible();
    expect(wordsLeft(container)).toEqual([answerId]);
  });

  it('of an answer that was cut short, by a model that was not given everything, is a label', async () => {
    const usage = { omitted_messages: 2 };
    const cut = answer({ status: 'complete', finish_reason: 'length', model: 'μ', usage, ended_at: 9 });
    const { container } = await openWindow(question('ε'), cut);
    expect(screen.getByText('«list»')).toBeVisible();
    expect(wordsLeft(container)).toEqual([]);
  });

  it('of what waits for an answer, and of what is too long, is a label', async () => {
    const { write, container } = await openWindow(question('ε'), answer());
    await write('ζ');
    expect(screen.getByRole('list', { name: '«queue»' })).toHaveTextContent('ζ');
    await write('η'.repeat(200_000));
    expect(screen.getByRole('alert')).toHaveTextContent('«messageTooLong»');
    expect(wordsLeft(container)).toEqual([]);
  });

  it('of a lost connection, and of a message that was not sent, is a label, also where the client said why', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const { write, world, socket, container } = await openWindow();
    socket().close(1006);
    await write('ζ');
    world.random = 0.999;
    act(() => {
      world.advance(1000);
      socket().close(1006);
      vi.advanceTimersByTime(2000);
    });
    expect(screen.getByText('«list»')).toBeVisible();
    expect(wordsLeft(container)).toEqual([]);
    await committed(() => {
      world.advance(5000);
      socket().welcome({ max_frame_bytes: 40 });
      socket().say(replay(0));
    });
    expect(screen.getByText(/«notSent»/)).toBeVisible();
    expect(wordsLeft(container)).toEqual([]);
  });

  it('of a connection that is refused is a label, also where the server said why', async () => {
    const { socket, container } = await openWindow();
    await committed(() => {
      socket().say({ type: 'Error', layer: 'transport', code: 'forbidden', message: 'Not you.', retryable: false });
      socket().close(4403);
    });
    expect(screen.getByText('«refused»')).toBeVisible();
    expect(wordsLeft(container)).toEqual([]);
  });
});

/** What is read or said without being a label. What people write here is Greek, so all that is Latin was written by the component. */
function wordsLeft(page: HTMLElement): string[] {
  const spoken = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt'];
  const attributes = [...page.querySelectorAll('*')].flatMap((element) => spoken.map((name) => element.getAttribute(name) ?? ''));
  const texts = [...page.querySelectorAll('*')].flatMap((element) =>
    [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE),
  );
  return [...attributes, ...texts.map((node) => node.textContent ?? '')]
    .map((text) => text.replaceAll(/«\w+»/g, '').trim())
    .filter((text) => /[a-z]/i.test(text));
}
