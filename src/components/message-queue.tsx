import type { Written } from '../client/index.ts';
import { filesOf } from '../protocol/index.ts';
import { useChatActions, useMessage, useQueuedIds } from '../react/index.ts';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';
import { useLabels } from './use-labels.ts';
import { writtenIn } from './written-in.ts';

interface QueueActions {
  /** Takes a message back into the field; undefined while another one is there. */
  readonly onEdit: ((messageId: string, message: Written) => void) | undefined;
  /** Something was done: whoever did it goes on writing. */
  onDone(): void;
}

/** The messages that wait for the end of an answer, each of which can still be changed. */
export function MessageQueue(actions: QueueActions) {
  const labels = useLabels();
  const ids = useQueuedIds();
  if (ids.length === 0) return null;
  return (
    <ul className="chat-queue" aria-label={labels.queue}>
      {ids.map((id) => (
        <QueuedMessage key={id} messageId={id} {...actions} />
      ))}
    </ul>
  );
}

function QueuedMessage({ messageId, onEdit, onDone }: QueueActions & { readonly messageId: string }) {
  const labels = useLabels();
  const message = useMessage(messageId);
  const { sendNow, remove } = useChatActions();
  if (!message) return null;
  const files = filesOf(message);
  const act = (action: () => void) => () => {
    action();
    onDone();
  };
  return (
    <li className="chat-queued">
      <Icon name="clock" />
      <span className="chat-one-line chat-queued-text" dir="auto">
        {message.content}
        {files.length > 0 && <span className="chat-queued-files">{labels.list(...files.map(({ name }) => name))}</span>}
      </span>
      <span className="chat-queued-actions">
        <button type="button" className="chat-text-button" onClick={act(() => sendNow(messageId))}>
          {labels.sendNow}
        </button>
        <IconButton label={labels.editQueued} disabled={!onEdit} onClick={act(() => onEdit?.(messageId, writtenIn(message)))}>
          <Icon name="edit" />
        </IconButton>
        <IconButton label={labels.remove} onClick={act(() => remove(messageId))}>
          <Icon name="remove" />
        </IconButton>
      </span>
    </li>
  );
}
