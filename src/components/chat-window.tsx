import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react';
import { ChatProvider, useConversationStatus, useMessageIds, type ChatSocketOptions } from '../react/index.ts';
import { classNames } from './class-names.ts';
import { Composer, type ComposerProps } from './composer.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import type { ChatLabels } from './labels.ts';
import { LabelsProvider } from './labels-provider.tsx';
import type { MarkdownOptions } from './markdown/markdown-options.ts';
import { MarkdownProvider } from './markdown/markdown-provider.tsx';
import { MessageList, type MessageListProps } from './message-list.tsx';
import { useLabels } from './use-labels.ts';

export interface ChatWindowProps extends ChatSocketOptions, Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** Other words than the English ones. Keep the object from render to render. */
  readonly labels?: Partial<ChatLabels>;
  /** What Markdown can do beyond its usual syntax: `{ math: katexMath }` for formulas, `images` for those that are loaded from elsewhere. */
  readonly markdown?: MarkdownOptions;
  /** What stands in a conversation without messages. @default a greeting */
  readonly empty?: ReactNode;
  /** Whether reasoning folds as the answer starts, or stays open or closed. @default 'auto' */
  readonly reasoning?: MessageListProps['reasoning'];
  /** What shows messages, and the parts of answers. Keep the object from render to render. @default MessageView and what it shows */
  readonly components?: MessageListProps['components'];
  /** Takes what the reader thinks of an answer; without it nobody is asked. */
  readonly onFeedback?: MessageListProps['onFeedback'];
  /** The key that sends. @default 'enter' */
  readonly sendKey?: ComposerProps['sendKey'];
  /** What may be attached to a message; false: nothing. Keep the object from render to render. @default images, PDF, JSON and text */
  readonly attachments?: ComposerProps['attachments'];
  /** What stands below the field, such as a `ThinkSwitch`. */
  readonly controls?: ReactNode;
}

/** A complete chat: the conversation, a field to write in, and a word about the connection where it is needed. */
export const ChatWindow = forwardRef<HTMLElement, ChatWindowProps>(function ChatWindow(
  { url, conversationId, identity, getToken, useReasoning, model, repos, registry, labels, markdown, ...frame },
  ref,
) {
  return (
    <ChatProvider {...{ url, conversationId, identity, getToken, useReasoning, model, repos, registry }}>
      <LabelsProvider labels={labels}>
        <MarkdownProvider {...markdown}>
          <Frame {...frame} isNew={conversationId === undefined} ref={ref} />
        </MarkdownProvider>
      </LabelsProvider>
    </ChatProvider>
  );
});

interface FrameProps extends Omit<ChatWindowProps, keyof ChatSocketOptions | 'labels' | 'markdown'> {
  /** Nobody knows the conversation but this page, so it need not be loaded to be empty. */
  readonly isNew: boolean;
}

const Frame = forwardRef<HTMLElement, FrameProps>(function Frame(
  { isNew, empty, reasoning, components, onFeedback, sendKey, attachments, controls, className, ...rest },
  ref,
) {
  const labels = useLabels();
  const isEmpty = useMessageIds().length === 0;
  const known = useConversationStatus();
  const status = isNew && known === 'loading' ? 'ready' : known;
  return (
    <section
      aria-label={labels.chat}
      {...rest}
      ref={ref}
      className={classNames('chat-window', className)}
      data-state={isEmpty && status === 'ready' ? 'empty' : status}
    >
      <ConnectionStatus />
      <MessageList empty={empty === undefined ? <Greeting /> : empty} {...{ reasoning, components, onFeedback, sendKey }} />
      <Composer sendKey={sendKey} attachments={attachments} controls={controls} />
    </section>
  );
});

function Greeting() {
  return <p className="chat-greeting">{useLabels().greeting}</p>;
}
