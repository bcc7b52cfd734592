import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import type { ConnectionState } from '../client/index.ts';
import { useChatActions, useConnection, useNow, useUnsentCount } from '../react/index.ts';
import { classNames } from './class-names.ts';
import type { WindowLabels } from './labels.ts';
import { useConnectionTrouble } from './use-connection-trouble.ts';
import { useLabels } from './use-labels.ts';

/** A word about the connection where it is lost, with a button that tries again at once. Short trouble is not spoken of. */
export const ConnectionStatus = forwardRef<HTMLDivElement, ComponentPropsWithoutRef<'div'>>(function ConnectionStatus(
  { className, ...rest },
  ref,
) {
  const labels = useLabels();
  const connection = useConnection();
  const { retryNow } = useChatActions();
  const unsent = useUnsentCount();
  const isRefused = 'message' in connection;
  const trouble = useConnectionTrouble(!isRefused && connection.status !== 'live' && connection.status !== 'idle');
  const isShown = isRefused || trouble !== 'none';
  return (
    <div
      {...rest}
      ref={ref}
      className={classNames('chat-connection', className)}
      data-state={isRefused ? 'refused' : trouble}
      data-shown={isShown || undefined}
    >
      <span className="chat-connection-text" role="status">
        {!isRefused && trouble === 'down' && textOf(connection, unsent, labels)}
        {!isRefused && trouble === 'back' && labels.reconnected}
      </span>
      {isRefused && (
        <span className="chat-connection-text" role="alert">
          {labels.refused(connection)}
        </span>
      )}
      {trouble === 'down' && !isRefused && <Countdown connection={connection} />}
      {(isRefused || trouble === 'down') && (
        <button type="button" className="chat-text-button" onClick={() => retryNow()}>
          {labels.retryNow}
        </button>
      )}
    </div>
  );
});

function textOf(connection: ConnectionState, unsent: number, labels: WindowLabels): string {
  const trouble = troubleOf(connection, labels);
  return unsent > 0 ? labels.list(trouble, labels.willBeSent(unsent)) : trouble;
}

function troubleOf(connection: ConnectionState, labels: WindowLabels): string {
  if (connection.status === 'offline') return labels.offline;
  return connection.status === 'waiting' && connection.isUnreachable ? labels.unreachable : labels.connectionLost;
}

/** Hidden from screen readers, which would say every second of it. */
function Countdown({ connection }: { readonly connection: ConnectionState }) {
  const labels = useLabels();
  const now = useNow(1000, connection.status === 'waiting');
  if (connection.status === 'offline') return null;
  const seconds = connection.status === 'waiting' ? Math.floor((connection.retryAt - now) / 1000) : 0;
  return (
    <span className="chat-connection-countdown" aria-hidden="true">
      {seconds > 0 ? labels.retryIn(seconds) : labels.reconnecting}
    </span>
  );
}
