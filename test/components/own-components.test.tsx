import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  ChatWindow,
  MessageList,
  MessageView,
  TextPartView,
  joinText,
  type ListComponents,
  type MessageViewProps,
  type ReasoningPanelProps,
  type TextPartViewProps,
  type ToolPartViewProps,
} from '../../src/index.ts';
import type { WirePart } from '../../src/protocol/index.ts';
import { renderedLast } from '../support/rendered-components.ts';
import { answer, conversationId, question } from '../support/log-frames.ts';
import { answered, openChat } from './open-chat.tsx';

function OwnMessage({ messageId, ...settings }: MessageViewProps) {
  return (
    <section aria-label={`message ${messageId}`}>
      <MessageView messageId={messageId} {...settings} />
    </section>
  );
}

const OwnReasoning = ({ parts, state }: ReasoningPanelProps) => <p>{`${state}: ${parts.map(({ text }) => joinText(text)).join(' ')}`}</p>;

const OwnTool = ({ part, answer: state }: ToolPartViewProps) => <p>{`${state}: ${part.name}`}</p>;

function OwnText(props: TextPartViewProps) {
  return (
    <blockquote>
      <TextPartView {...props} />
    </blockquote>
  );
}

const components: ListComponents = { message: OwnMessage, reasoning: OwnReasoning, tool: OwnTool, text: OwnText };

const parts: WirePart[] = [
  { type: 'reasoning', text: 'Hm.', started_at: 1, ended_at: 2 },
  { type: 'reasoning', text: 'Well.', started_at: 2, ended_at: 3 },
  { type: 'tool', id: 'c1', name: 'weather', status: 'done', input: {} },
  { type: 'text', text: 'Because.' },
];

describe('components of your own', () => {
  it('stand in the list where ours would, and are told the same', async () => {
    const chat = openChat(<MessageList components={components} />);
    await chat.hold(...answered({ id: 'a', parts }));
    const message = within(screen.getByRole('region', { name: 'message a' }));
    expect(message.getByText('thought: Hm. Well.')).toBeVisible();
    expect(message.getByText('ended: weather')).toBeVisible();
    expect(message.getByRole('blockquote')).toHaveTextContent('Because.');
    expect(message.queryByRole('button', { name: /^(Thought|Used)/ })).not.toBeInTheDocument();
  });

  it('leave what they do not name as it was', async () => {
    const chat = openChat(<MessageList components={{ text: OwnText }} />);
    await chat.hold(...answered({ parts }));
    expect(screen.getByRole('blockquote')).toHaveTextContent('Because.');
    expect(screen.getByRole('button', { name: 'Thought for 1 s' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Used weather' })).toBeVisible();
  });

  it('are taken by the window, and by a message alone', async () => {
    const chat = openChat(<MessageView messageId="a" components={components} />);
    const { registry } = chat;
    chat.page.rerender(<ChatWindow url="ws://localhost:8000/ws" {...{ conversationId, registry, components }} />);
    await chat.hold(...answered({ id: 'a', parts }));
    expect(screen.getByRole('region', { name: 'message a' })).toHaveTextContent('thought: Hm. Well.');
  });

  it('cost one render of one text for one delta too', async () => {
    const chat = openChat(<MessageList components={components} />);
    await chat.hold(question('Why?'), answer());
    await chat.reason('Hm.', { at: 1 });
    await chat.write('So', { at: 2 });
    await chat.write(' it goes');
    expect(renderedLast(chat.page.container).filter((name) => name.startsWith('Own') || name === 'TextPartView')).toEqual([
      'OwnText',
      'TextPartView',
    ]);
  });
});
