import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import type { ConnectionState } from '../client/index.ts';
import { useChatActions, useChatFocus, useConnection, useMaxFrameBytes, useNow, useUnsentCount } from '../react/index.ts';
import { classNames } from './class-names.ts';
import type { WindowLabels } from './labels.ts';
import { useConnectionTrouble, type ConnectionTrouble } from './use-connection-trouble.ts';
import { useFocusHeir } from './use-focus-heir.ts';
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
  const button = useFocusHeir(useChatFocus().composer);
  const isRefused = 'message' in connection;
  // What the server says in its first Welcome is known from then on.
  const wasLive = useMaxFrameBytes() !== undefined;
  const trouble = useConnectionTrouble(!isRefused && connection.status !== 'live' && connection.status !== 'idle', wasLive);
  const isShown = isRefused || trouble !== 'none';
  const isAway = !isRefused && (trouble === 'connecting' || trouble === 'down');
  return (
    <div
      {...rest}
      ref={ref}
      className={classNames('chat-connection', className)}
      data-state={isRefused ? 'refused' : trouble}
      data-shown={isShown || undefined}
    >
      <span className="chat-connection-text" role="status">
        {isAway && textOf({ connection, trouble, unsent }, labels)}
        {!isRefused && trouble === 'back' && labels.reconnected}
      </span>
      {isRefused && (
        <span className="chat-connection-text" role="alert">
          {labels.refused(connection)}
        </span>
      )}
      {isAway && <Countdown connection={connection} trouble={trouble} />}
      {(isRefused || isAway) && (
        <button ref={button} type="button" className="chat-text-button" onClick={() => retryNow()}>
          {labels.retryNow}
        </button>
      )}
    </div>
  );
});

interface Away {
  readonly connection: ConnectionState;
  readonly trouble: ConnectionTrouble;
}

function textOf(away: Away & { readonly unsent: number }, labels: WindowLabels): string {
  const text = troubleOf(away, labels);
  return away.unsent > 0 ? labels.list(text, labels.willBeSent(away.unsent)) : text;
}

function troubleOf({ connection, trouble }: Away, labels: WindowLabels): string {
  if (connection.status === 'offline') return labels.offline;
  if (connection.status === 'waiting' && connection.isUnreachable) return labels.unreachable;
  return trouble === 'connecting' ? labels.connecting : labels.connectionLost;
}

/** Hidden from screen readers, which would say every second of it. */
function Countdown({ connection, trouble }: Away) {
  const labels = useLabels();
  const now = useNow(1000, connection.status === 'waiting');
  if (connection.status === 'offline') return null;
  const seconds = connection.status === 'waiting' ? Math.floor((connection.retryAt - now) / 1000) : 0;
  if (seconds <= 0 && trouble === 'connecting') return null;
  return (
    <span className="chat-connection-countdown" aria-hidden="true">
      {seconds > 0 ? labels.retryIn(seconds) : labels.reconnecting}
    </span>
  );
}
