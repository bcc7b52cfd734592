import { screen } from '@testing-library/react';
import { useChatSocket, type ChatSocket, type ChatSocketOptions } from '../../src/index.ts';

/** The least that an application makes of the hook: a row for each message, keyed by its id. */
export function Rows({ onRender, ...options }: ChatSocketOptions & { onRender?: (chat: ChatSocket) => void }) {
  const chat = useChatSocket(options);
  onRender?.(chat);
  return (
    <ul>
      {chat.messages.map(({ id, role, content, status }) => (
        <li key={id} data-role={role} data-status={status}>
          {content}
        </li>
      ))}
    </ul>
  );
}

/** The rows on the screen: who wrote, what, and how it stands. */
export function rows(): (string | null | undefined)[][] {
  return screen.queryAllByRole('listitem').map((row) => [row.dataset['role'], row.textContent, row.dataset['status']]);
}
