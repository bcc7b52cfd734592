import { useEffect, useState } from 'react';
import { useChatActions } from '../react/index.ts';
import { useAnnounce } from './use-announce.ts';
import { useLabels } from './use-labels.ts';

export interface ToolApprovalProps {
  readonly messageId: string;
  readonly toolId: string;
  readonly name: string;
  /** The choice is made, and its buttons have no more use: somewhere else has to have the focus. */
  readonly onDecided: () => void;
}

/** Asks whether a call may be carried out. The choice can be made in any tab, and the first counts. */
export function ToolApproval({ messageId, toolId, name, onDecided }: ToolApprovalProps) {
  const labels = useLabels();
  const announce = useAnnounce();
  const { approve } = useChatActions();
  const [isDecided, setIsDecided] = useState(false);
  const title = labels.tool(name, 'awaiting');

  useEffect(() => announce(title), [announce, title]);

  const decide = (decision: 'allow' | 'deny') => {
    setIsDecided(true);
    approve(messageId, toolId, decision);
    onDecided();
  };

  return (
    <div className="chat-tool-approval" role="group" aria-label={title}>
      <button type="button" className="chat-button" data-action="allow" disabled={isDecided} onClick={() => decide('allow')}>
        {labels.allow}
      </button>
      <button type="button" className="chat-button" disabled={isDecided} onClick={() => decide('deny')}>
        {labels.deny}
      </button>
    </div>
  );
}
