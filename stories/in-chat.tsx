import type { Decorator } from '@storybook/react-vite';
import type { StoryChat } from '../.storybook/chat-loader.ts';
import { ChatProvider, useMessageIds } from '../src/index.ts';

/** Puts a part of the window into the conversation of its story. */
export const inChat: Decorator = (Story, { loaded }) => (
  <ChatProvider {...(loaded as StoryChat)}>
    <Story />
  </ChatProvider>
);

/** Renders something for the last message, once it is there. */
export function LastMessage({ children }: { readonly children: (messageId: string) => React.ReactNode }) {
  const messageId = useMessageIds().at(-1);
  return messageId === undefined ? null : children(messageId);
}
