import { createContext, useContext } from 'react';
import type { ChatFocus } from './use-chat-focus.ts';
import type { ChatSession } from './use-chat-session.ts';

/** What the parts of one chat share. */
interface SharedChat extends ChatSession {
  readonly focus: ChatFocus;
}

export const ChatContext = createContext<SharedChat | undefined>(undefined);

/** The conversation of the nearest `ChatProvider`. Throws outside one. */
export function useChatContext(caller: string): SharedChat {
  const session = useContext(ChatContext);
  if (session) return session;
  throw new Error(
    `${caller} was used outside <ChatProvider>. It needs one to know which conversation it belongs to. ` +
      'Wrap it in <ChatProvider url="ws://…">, or use <ChatWindow url="ws://…" />, which brings its own.',
  );
}
