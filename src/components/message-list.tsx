import { forwardRef, useEffect, type ComponentPropsWithoutRef, type ReactNode } from 'react';
import { useChatActions, useConversationStatus, useEarlier, useMessage, useMessageIds } from '../react/index.ts';
import { Announcer } from './announcer.tsx';
import { classNames } from './class-names.ts';
import { MessageView, type MessageViewProps } from './message.tsx';
import { ScrollToLatest } from './scroll-to-latest.tsx';
import { useLabels } from './use-labels.ts';
import { useStickToBottom } from './use-stick-to-bottom.ts';

export interface MessageListProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** What stands in a conversation without messages. */
  readonly empty?: ReactNode;
  /** How reasoning stands while it is being thought. @default 'open' */
  readonly whileThinking?: MessageViewProps['whileThinking'];
}

/** The conversation. It follows its own end while the reader is there, and speaks for itself to screen readers. */
export const MessageList = forwardRef<HTMLDivElement, MessageListProps>(function MessageList(
  { empty, whileThinking, className, ...rest },
  ref,
) {
  const labels = useLabels();
  const messageIds = useMessageIds();
  const { viewportRef, contentRef, isPinned, scrollToEnd } = useStickToBottom();
  return (
    <Announcer>
      <div {...rest} ref={ref} className={classNames('chat-message-list', className)}>
        <div
          ref={viewportRef}
          className="chat-message-list-viewport"
          role="log"
          aria-label={labels.conversation}
          aria-live="off"
          tabIndex={0}
        >
          <div ref={contentRef} className="chat-message-list-content">
            <LoadEarlier />
            {messageIds.map((id) => (
              <MessageView key={id} messageId={id} whileThinking={whileThinking} />
            ))}
            {messageIds.length === 0 && <NoMessages empty={empty} />}
          </div>
        </div>
        <ScrollToLatest
          hidden={isPinned}
          onClick={() => {
            scrollToEnd();
            viewportRef.current?.focus({ preventScroll: true });
          }}
        />
        <OwnMessage messageId={messageIds.at(-1)} onAdded={scrollToEnd} />
      </div>
    </Announcer>
  );
});

function LoadEarlier() {
  const labels = useLabels();
  const earlier = useEarlier();
  const { loadEarlier } = useChatActions();
  if (earlier === 'none') return null;
  return (
    <button type="button" className="chat-button chat-load-earlier" disabled={earlier === 'loading'} onClick={() => loadEarlier()}>
      {labels.loadEarlier}
    </button>
  );
}

function NoMessages({ empty }: { readonly empty: ReactNode }) {
  const labels = useLabels();
  const status = useConversationStatus();
  if (status === 'ready') return empty;
  if (status === 'loading') return <p className="chat-notice chat-delayed">{labels.loading}</p>;
  if (status === 'gone') return null;
  return (
    <p className="chat-notice" role="alert">
      {labels.loadFailed}
    </p>
  );
}

/** Whoever sends a message wants to see it, wherever in the list they were. */
function OwnMessage({ messageId, onAdded }: { readonly messageId: string | undefined; onAdded(): void }) {
  const message = useMessage(messageId ?? '');
  const ownId = message?.role === 'user' && message.delivery !== 'sent' ? message.id : undefined;
  useEffect(() => {
    if (ownId !== undefined) onAdded();
  }, [ownId, onAdded]);
  return null;
}
