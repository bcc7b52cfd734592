import { forwardRef, useState, type ComponentPropsWithoutRef } from 'react';
import type { ReasoningPart } from '../protocol/index.ts';
import { useServerNow } from '../react/index.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { ReasoningText } from './reasoning-text.tsx';
import { useDisclosure } from './use-disclosure.ts';
import { useLabels } from './use-labels.ts';

export interface ReasoningPanelProps extends ComponentPropsWithoutRef<'div'> {
  /** One run of reasoning. */
  readonly parts: readonly ReasoningPart[];
  /** `cut`: it ended, and no answer came after it. */
  readonly state: 'thinking' | 'thought' | 'cut';
  /**
   * How it stands by itself: `auto` is open while the model thinks and folds as the answer starts, `open` and `closed` stay so. What the
   * reader opens, closes or is reading stays as the reader left it. @default 'auto'
   */
  readonly reasoning?: 'auto' | 'open' | 'closed' | undefined;
}

/** What the model thought: open while it thinks, folded to a row that says how long it took once it answers. */
export const ReasoningPanel = forwardRef<HTMLDivElement, ReasoningPanelProps>(function ReasoningPanel(
  { parts, state, reasoning = 'auto', className, ...rest },
  ref,
) {
  const labels = useLabels();
  const [isRead, setRead] = useState(false);
  const { isOpen, buttonProps, panelProps } = useDisclosure(reasoning === 'auto' ? state !== 'thought' || isRead : reasoning === 'open');
  const toggle = () => {
    buttonProps.onClick();
    setRead(false);
  };
  return (
    <div ref={ref} {...rest} className={classNames('chat-reasoning', className)} data-state={state}>
      <button
        {...buttonProps}
        onClick={toggle}
        className="chat-reasoning-toggle"
        // Without the seconds, each of which would be another name.
        aria-label={state === 'thinking' ? labels.thinking(undefined) : undefined}
      >
        {state === 'thinking' ? <Thinking parts={parts} /> : <Thought parts={parts} />}
        <Icon name="chevron" />
      </button>
      <div {...panelProps} className="chat-reasoning-panel">
        {isOpen && (
          <ReasoningText
            parts={parts}
            isStreaming={state === 'thinking'}
            isLive={state === 'thinking' || isRead}
            onRead={() => setRead(true)}
          />
        )}
      </div>
    </div>
  );
});

function Thinking({ parts }: { readonly parts: readonly ReasoningPart[] }) {
  const labels = useLabels();
  const now = useServerNow(1000, true);
  const startedAt = parts[0]?.started_at ?? now;
  const seconds = Math.round((now - startedAt) / 1000);
  return <span className="chat-reasoning-title">{labels.thinking(seconds > 0 ? seconds : undefined)}</span>;
}

function Thought({ parts }: { readonly parts: readonly ReasoningPart[] }) {
  const labels = useLabels();
  return <span className="chat-reasoning-title">{labels.thought(secondsOf(parts))}</span>;
}

/** By the server's clock alone, so that it is the same after a reload and on another device. */
function secondsOf(parts: readonly ReasoningPart[]): number | undefined {
  const startedAt = parts[0]?.started_at;
  const endedAt = parts.at(-1)?.ended_at;
  return startedAt === undefined || endedAt === undefined ? undefined : Math.max(1, Math.round((endedAt - startedAt) / 1000));
}
