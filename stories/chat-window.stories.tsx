import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import type { StoryChat } from '../.storybook/chat-loader.ts';
import { ChatWindow } from '../src/index.ts';
import {
  cut,
  empty,
  failed,
  gone,
  live,
  longConversation,
  lost,
  seeded,
  stopped,
  streaming,
  thinking,
  unreachable,
  waiting,
} from './scenarios.ts';
import { arabicAnswer, arabicQuestion, arabicReasoning, reasoning } from './texts.ts';

/** A complete chat: one element, one address. */
const meta = {
  component: ChatWindow,
  args: { url: 'ws://localhost:8000/ws' },
  render: (args, { loaded }) => <ChatWindow {...args} {...(loaded as StoryChat)} />,
  parameters: { docs: { story: { inline: false, iframeHeight: 560 } } },
} satisfies Meta<typeof ChatWindow>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Empty: Story = {
  parameters: { chat: empty },
  play: async ({ canvas }) => expect(await canvas.findByText('What can I help with?')).toBeVisible(),
};

export const LongAnswer: Story = {
  parameters: { chat: longConversation },
  play: async ({ canvas }) => expect(await canvas.findByRole('link', { name: /^RFC 7692/ })).toBeVisible(),
};

export const Waiting: Story = {
  parameters: { chat: waiting },
  play: async ({ canvas }) => expect(await canvas.findByText('Waiting for the model…')).toBeVisible(),
};

export const Thinking: Story = {
  parameters: { chat: thinking },
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: /^Thinking…/ })).toHaveAttribute('aria-expanded', 'true'),
};

export const Streaming: Story = {
  parameters: { chat: streaming },
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: 'Stop' })).toBeVisible(),
};

/** The main job: ask, watch it think, see it fold, read the answer. */
export const Live: Story = {
  parameters: { chat: live },
  play: async ({ canvas, canvasElement }) => {
    await userEvent.type(await canvas.findByRole('textbox'), 'Can you read me?{Enter}');
    await expect(await canvas.findByRole('button', { name: /^Thinking…/ })).toHaveAttribute('aria-expanded', 'true');
    const folded = await canvas.findByRole('button', { name: /^Thought for/ }, { timeout: 10_000 });
    await expect(folded).toHaveAttribute('aria-expanded', 'false');
    const log = within(canvas.getByRole('log'));
    await waitFor(() => expect(log.getByText('Yes, loud and clear. What would you like to know?')).toBeVisible());
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Send' })).toBeDisabled());
    await expect(canvas.getByRole('textbox')).toHaveFocus();
    await userEvent.click(folded);
    await expect(canvasElement).toHaveTextContent(reasoning.slice(0, 16));
    await userEvent.click(folded);
  },
};

export const Stopped: Story = {
  parameters: { chat: stopped },
  play: async ({ canvas }) => expect(await canvas.findByText('Stopped')).toBeVisible(),
};

/** Cut before the answer began: what it thought stays open. */
export const Interrupted: Story = {
  parameters: { chat: cut },
  play: async ({ canvas }) => expect(await canvas.findByText(/^Interrupted/)).toBeVisible(),
};

export const Failed: Story = {
  parameters: { chat: failed },
  play: async ({ canvas }) => expect(await canvas.findByRole('alert')).toHaveTextContent('overloaded'),
};

export const Reconnecting: Story = {
  parameters: { chat: lost },
  play: async ({ canvas }) => expect(await canvas.findByText('Connection lost', {}, { timeout: 5000 })).toBeVisible(),
};

export const Offline: Story = {
  parameters: { chat: unreachable, isOffline: true },
  play: async ({ canvas }) => expect(await canvas.findByText(/You’re offline/, {}, { timeout: 5000 })).toBeVisible(),
};

export const Gone: Story = {
  parameters: { chat: gone },
  play: async ({ canvas }) => expect(await canvas.findByText(/no longer there/)).toBeVisible(),
};

export const Dark: Story = {
  ...LongAnswer,
  parameters: { ...LongAnswer.parameters, theme: 'dark' },
};

export const DarkThinking: Story = {
  ...Thinking,
  parameters: { ...Thinking.parameters, theme: 'dark' },
};

export const RightToLeft: Story = {
  parameters: {
    chat: seeded(
      { role: 'user', content: arabicQuestion },
      { role: 'assistant', content: arabicAnswer, reasoning: arabicReasoning, reasoningMs: 2000 },
    ),
    dir: 'rtl',
  },
  play: async ({ canvas }) => expect(await canvas.findByText(arabicQuestion)).toBeVisible(),
};

export const Phone: Story = {
  ...LongAnswer,
  globals: { viewport: { value: 'phone' } },
};
