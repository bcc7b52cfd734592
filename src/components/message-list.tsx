import { forwardRef, useCallback, useRef, type ComponentPropsWithoutRef, type ReactNode } from 'react';
import { useChatActions, useConversationId, useConversationStatus, useNow } from '../react/index.ts';
import { Announcer } from './announcer.tsx';
import { classNames } from './class-names.ts';
import type { FeedbackProps } from './feedback.tsx';
import { LoadEarlier } from './load-earlier.tsx';
import type { MessageSettings } from './message.tsx';
import type { ListComponents } from './own-components.ts';
import { ScrollToLatest } from './scroll-to-latest.tsx';
import { TurnChunk } from './turn-chunk.tsx';
import { useFocusHeir } from './use-focus-heir.ts';
import { useGutter } from './use-gutter.ts';
import { useHeldPlace } from './use-held-place.ts';
import { useLabels } from './use-labels.ts';
import { useLayoutEffect } from './use-layout-effect.ts';
import { useOwnTurn } from './use-own-turn.ts';
import { useStickToBottom, type StickToBottom } from './use-stick-to-bottom.ts';
import { useTurns } from './use-turns.ts';

export interface MessageListProps extends MessageSettings, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** What shows messages, and the parts of answers. Keep the object from render to render. @default MessageView and what it shows */
  readonly components?: ListComponents | undefined;
  /** What stands in a conversation without messages. */
  readonly empty?: ReactNode;
}

/** How often it is looked whether another day has begun, in ms. */
const todayMs = 900_000;

/**
 * The conversation. What the reader sends goes to the top, and its answer grows below; the end is followed while the reader is there. It speaks
 * for itself to screen readers.
 */
export const MessageList = forwardRef<HTMLDivElement, MessageListProps>(function MessageList(props, ref) {
  return <ListOfConversation {...props} key={useConversationId()} ref={ref} />;
});

const ListOfConversation = forwardRef<HTMLDivElement, MessageListProps>(function ListOfConversation(
  { empty, reasoning, sendKey, onFeedback, components, className, ...rest },
  ref,
) {
  const labels = useLabels();
  const chunks = useTurns();
  const today = useNow(todayMs, true);
  const stick = useStickToBottom();
  const { viewportRef, contentRef, isAtEnd, scrollToEnd } = stick;
  useGutter(viewportRef);
  useHeldPlace(chunks[0]?.turns[0]?.messageIds[0], stick);
  const hasRoom = useOwnTurn(chunks.at(-1)?.turns.at(-1), stick);
  const settings = { reasoning, sendKey, onFeedback: useStableFeedback(onFeedback), components };
  return (
    <Announcer>
      <div {...rest} ref={ref} className={classNames('chat-message-list', className)}>
        {/* What the headings of answers stand under. */}
        <h2 className="chat-visually-hidden">{labels.conversation}</h2>
        <div
          ref={viewportRef}
          className="chat-message-list-viewport"
          role="log"
          aria-label={labels.conversation}
          aria-live="off"
          tabIndex={0}
        >
          <div ref={contentRef} className="chat-message-list-content">
            <LoadEarlier viewportRef={viewportRef} />
            {chunks.map((chunk, place) => (
              <TurnChunk
                key={chunk.key}
                chunk={chunk}
                before={chunks[place - 1]?.turns.at(-1)?.startedAt ?? today}
                today={today}
                hasRoom={hasRoom && place === chunks.length - 1}
                {...settings}
              />
            ))}
            {chunks.length === 0 && <NoMessages empty={empty} viewportRef={viewportRef} />}
          </div>
        </div>
        <ScrollToLatest
          hidden={isAtEnd}
          onClick={() => {
            scrollToEnd();
            viewportRef.current?.focus({ preventScroll: true });
          }}
        />
      </div>
    </Announcer>
  );
});

/** The same function from render to render, so that messages do not render for it. */
function useStableFeedback(onFeedback: FeedbackProps['onFeedback'] | undefined): FeedbackProps['onFeedback'] | undefined {
  const latest = useRef(onFeedback);
  useLayoutEffect(() => {
    latest.current = onFeedback;
  });
  const tell = useCallback<FeedbackProps['onFeedback']>((...given) => latest.current?.(...given), []);
  return onFeedback && tell;
}

interface NoMessagesProps extends Pick<StickToBottom, 'viewportRef'> {
  readonly empty: ReactNode;
}

function NoMessages({ empty, viewportRef }: NoMessagesProps) {
  const labels = useLabels();
  const retry = useFocusHeir(viewportRef);
  const status = useConversationStatus();
  const { reload } = useChatActions();
  if (status === 'ready') return empty;
  if (status === 'loading') {
    return (
      <p className="chat-notice chat-delayed" role="status">
        {labels.loading}
      </p>
    );
  }
  if (status === 'gone') return null;
  return (
    <div className="chat-notice">
      <p role="alert">{labels.loadFailed}</p>
      <button ref={retry} type="button" className="chat-button" onClick={reload}>
        {labels.retry}
      </button>
    </div>
  );
}
