import { forwardRef, useRef, type ComponentPropsWithoutRef } from 'react';
import type { ToolPart } from '../protocol/index.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { ToolApproval } from './tool-approval.tsx';
import { ToolData } from './tool-data.tsx';
import { useDisclosure } from './use-disclosure.ts';
import { useLabels } from './use-labels.ts';

export interface ToolPartViewProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children' | 'part'> {
  /** The answer that the call belongs to. */
  readonly messageId: string;
  readonly part: Readonly<ToolPart>;
  /** `ended`: a call that its answer has left behind was stopped with it. */
  readonly answer: 'running' | 'ended';
}

/** A call of a tool: a row that says what becomes of it, what it was given and gave, and the choice where a person has to allow it. */
export const ToolPartView = forwardRef<HTMLDivElement, ToolPartViewProps>(function ToolPartView(
  { messageId, part, answer, className, ...rest },
  ref,
) {
  const labels = useLabels();
  const isLeft = answer === 'ended' && (part.status === 'running' || part.status === 'awaiting');
  const state = isLeft ? 'stopped' : part.status;
  const { isOpen, buttonProps, panelProps } = useDisclosure(state === 'awaiting');
  const toggle = useRef<HTMLButtonElement>(null);
  return (
    <div ref={ref} {...rest} className={classNames('chat-tool', className)} data-state={state}>
      <button {...buttonProps} ref={toggle} className="chat-tool-toggle">
        <Icon name="tool" />
        <span className="chat-tool-title">{labels.tool(part.name, state)}</span>
        <Icon name="chevron" />
      </button>
      <div {...panelProps} className="chat-tool-panel">
        {isOpen && (
          <>
            <ToolData label={labels.toolInput} value={part.input} />
            {part.output !== undefined && <ToolData label={labels.toolOutput} value={part.output} />}
            {part.truncated === true && <p className="chat-tool-note">{labels.toolTruncated}</p>}
            {part.error !== undefined && <p className="chat-tool-error">{part.error}</p>}
          </>
        )}
      </div>
      {state === 'awaiting' && (
        <ToolApproval messageId={messageId} toolId={part.id} name={part.name} onDecided={() => toggle.current?.focus()} />
      )}
    </div>
  );
});
