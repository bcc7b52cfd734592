import type { ReactNode } from 'react';
import { ChatContext } from './chat-context.ts';
import { useChatSession, type ChatSocketOptions } from './use-chat-session.ts';

export interface ChatProviderProps extends ChatSocketOptions {
  children?: ReactNode;
}

/** Gives the components inside it one conversation. It does not render again when messages come. */
export function ChatProvider({ children, ...options }: ChatProviderProps): ReactNode {
  return <ChatContext.Provider value={useChatSession(options)}>{children}</ChatContext.Provider>;
}
