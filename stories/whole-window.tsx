import type { Meta } from '@storybook/react-vite';
import type { StoryChat } from '../.storybook/chat-loader.ts';
import { ChatWindow } from '../src/index.ts';

/** The whole window, in the conversation of its story. */
export const wholeWindow = {
  component: ChatWindow,
  args: { url: 'ws://localhost:8000/ws' },
  render: (args, { loaded }) => <ChatWindow {...args} {...(loaded as StoryChat)} />,
  parameters: { docs: { story: { inline: false, iframeHeight: 560 } } },
} satisfies Meta<typeof ChatWindow>;
