import { useMemo, useState, type ReactNode } from 'react';
import { ChatContext } from './chat-context.ts';
import { createChatFocus } from './use-chat-focus.ts';
import { useChatSession, type ChatSocketOptions } from './use-chat-session.ts';

export interface ChatProviderProps extends ChatSocketOptions {
  children?: ReactNode;
}

/** Gives the components inside it one conversation. It does not render again when messages come. */
export function ChatProvider({ children, ...options }: ChatProviderProps): ReactNode {
  const session = useChatSession(options);
  const [focus] = useState(createChatFocus);
  const shared = useMemo(() => ({ ...session, focus }), [session, focus]);
  return <ChatContext.Provider value={shared}>{children}</ChatContext.Provider>;
}
