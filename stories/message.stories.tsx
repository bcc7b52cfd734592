import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { MessageView } from '../src/index.ts';
import { inChat, LastMessage } from './in-chat.tsx';
import { failed, longConversation, seeded, stopped, waiting } from './scenarios.ts';
import { question } from './texts.ts';

/** One message: the last of its story's conversation. */
const meta = {
  component: MessageView,
  args: { messageId: '' },
  decorators: [inChat],
  render: () => <LastMessage>{(messageId) => <MessageView messageId={messageId} />}</LastMessage>,
  parameters: { layout: 'padded' },
} satisfies Meta<typeof MessageView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Question: Story = {
  parameters: { chat: seeded({ role: 'user', content: question }) },
  play: async ({ canvas }) => expect(await canvas.findByRole('article', { name: 'You' })).toHaveTextContent(question),
};

export const Answer: Story = {
  parameters: { chat: longConversation },
  play: async ({ canvas }) => expect(await canvas.findByRole('table')).toBeVisible(),
};

export const Waiting: Story = {
  parameters: { chat: waiting },
  play: async ({ canvas }) => expect(await canvas.findByText('Waiting for the model…')).toBeVisible(),
};

export const Stopped: Story = {
  parameters: { chat: stopped },
  play: async ({ canvas }) => expect(await canvas.findByText('Stopped')).toBeVisible(),
};

export const Failed: Story = {
  parameters: { chat: failed },
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: 'Retry' })).toBeVisible(),
};
