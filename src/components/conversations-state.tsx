import type { ConversationsApi } from '../react/index.ts';
import { useSideLabels } from './use-side-labels.ts';

interface ConversationsStateProps {
  readonly list: ConversationsApi;
  readonly isSearch: boolean;
}

/** What stands where no conversation does: that there is none yet, that none was found, or that they could not be loaded. */
export function ConversationsState({ list, isSearch }: ConversationsStateProps) {
  const labels = useSideLabels();
  if (isFailed(list)) {
    return (
      <div className="chat-conversations-state" data-state="failed">
        <p role="alert">{labels.conversationsFailed}</p>
        <button type="button" className="chat-button" onClick={list.retry}>
          {labels.retry}
        </button>
      </div>
    );
  }
  const isLoading = list.status === 'loading';
  return (
    <p className={`chat-conversations-state${isLoading ? ' chat-delayed' : ''}`} role="status">
      {isLoading ? labels.conversationsLoading : isSearch ? labels.nothingFound : labels.noConversations}
    </p>
  );
}

/** The server does not give the list, or it cannot be reached and nothing of it has come. */
function isFailed({ status, connection }: ConversationsApi): boolean {
  if (status !== 'loading') return status === 'failed';
  return 'message' in connection || connection.status === 'offline' || (connection.status === 'waiting' && connection.isUnreachable);
}
