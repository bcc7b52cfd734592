import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import type { ChatWindow } from '../src/index.ts';
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
  unreadable,
  waiting,
} from './scenarios.ts';
import { arabicAnswer, arabicQuestion, arabicReasoning, reasoning } from './texts.ts';
import { wholeWindow } from './whole-window.tsx';

/** A complete chat: one element, one address. */
const meta = { ...wholeWindow, title: 'ChatWindow/In all states' } satisfies Meta<typeof ChatWindow>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Empty: Story = {
  parameters: { chat: empty },
  play: async ({ canvas }) => expect(await canvas.findByText('What can I help with?')).toBeVisible(),
};

export const LongAnswer: Story = {
  tags: ['U21'],
  parameters: { chat: longConversation },
  play: async ({ canvas }) => expect(await canvas.findByRole('link', { name: /^RFC 7692/ })).toBeVisible(),
};

export const Waiting: Story = {
  tags: ['U3', 'U30'],
  parameters: { chat: waiting },
  play: async ({ canvas }) => expect(await within(await canvas.findByRole('log')).findByText('Waiting for the model…')).toBeVisible(),
};

export const Thinking: Story = {
  tags: ['U18'],
  parameters: { chat: thinking },
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: /^Thinking…/ })).toHaveAttribute('aria-expanded', 'true'),
};

export const Streaming: Story = {
  tags: ['U11', 'U30'],
  parameters: { chat: streaming },
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: 'Stop' })).toBeVisible(),
};

/** The main job: ask, watch it think, see it fold, read the answer. */
export const Live: Story = {
  tags: ['U19', 'U35'],
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
  tags: ['U27'],
  parameters: { chat: stopped },
  play: async ({ canvas }) => expect(await canvas.findByText('Stopped')).toBeVisible(),
};

/** Cut before the answer began: what it thought stays open. */
export const Interrupted: Story = {
  tags: ['U22'],
  parameters: { chat: cut },
  play: async ({ canvas }) => expect(await canvas.findByText(/^Interrupted/)).toBeVisible(),
};

export const Failed: Story = {
  tags: ['U28', 'U33'],
  parameters: { chat: failed },
  play: async ({ canvas }) => expect(await canvas.findByRole('alert')).toHaveTextContent('overloaded'),
};

export const Reconnecting: Story = {
  tags: ['U29'],
  parameters: { chat: lost },
  play: async ({ canvas }) => expect(await canvas.findByText('Connection lost', {}, { timeout: 5000 })).toBeVisible(),
};

export const Offline: Story = {
  tags: ['U29'],
  parameters: { chat: unreachable, isOffline: true },
  play: async ({ canvas }) => expect(await canvas.findByText(/You’re offline/, {}, { timeout: 5000 })).toBeVisible(),
};

export const Gone: Story = {
  parameters: { chat: gone },
  play: async ({ canvas }) => expect(await canvas.findByText(/no longer there/)).toBeVisible(),
};

/** It could not be loaded, and does not look as if nothing had been said in it. */
export const NotLoaded: Story = {
  tags: ['U31'],
  parameters: { chat: unreadable },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('This conversation could not be loaded.')).toBeVisible();
    await expect(canvas.queryByText('What can I help with?')).not.toBeInTheDocument();
  },
};

/** Every word is a label, and any of them can be another. */
export const OtherWords: Story = {
  tags: ['U38'],
  args: {
    labels: {
      greeting: 'Was möchtest du wissen?',
      placeholder: 'Frag etwas',
      message: 'Nachricht',
      send: 'Senden',
      attach: 'Dateien anhängen',
      chat: 'Chat',
      conversation: 'Unterhaltung',
    },
  },
  parameters: { chat: empty },
  play: async ({ canvas }) => expect(await canvas.findByText('Was möchtest du wissen?')).toBeVisible(),
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
  tags: ['U37'],
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

/** A window of 1280 by 800 at 200 %: everything is there, and nothing has to be scrolled sideways. */
export const Zoomed: Story = {
  ...LongAnswer,
  tags: ['U37'],
  globals: { viewport: { value: 'zoomed' } },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('link', { name: /^RFC 7692/ })).toBeVisible();
    await expect(canvas.getByRole('textbox', { name: 'Message' })).toBeVisible();
    await expect(canvas.getByRole('log').clientHeight).toBeGreaterThan(200);
    await expect(canvasElement.scrollWidth).toBe(canvasElement.clientWidth);
  },
};
