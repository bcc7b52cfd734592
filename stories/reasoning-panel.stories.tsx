import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent } from 'storybook/test';
import { ReasoningPanel } from '../src/index.ts';
import { partText, type ReasoningPart } from '../src/protocol/index.ts';
import { inChat } from './in-chat.tsx';
import { empty } from './scenarios.ts';
import { reasoning } from './texts.ts';

const startedAt = Date.UTC(2026, 10, 23);
const thought: ReasoningPart = { type: 'reasoning', text: partText(reasoning), started_at: startedAt, ended_at: startedAt + 6000 };

/** What the model thought. Open while it thinks, then a row that says how long it took. */
const meta = {
  component: ReasoningPanel,
  args: { parts: [thought], state: 'thought' },
  decorators: [inChat],
  parameters: { layout: 'padded', chat: empty },
} satisfies Meta<typeof ReasoningPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Folded: Story = {
  play: async ({ canvas }) => expect(canvas.getByRole('button', { name: 'Thought for 6 s' })).toHaveAttribute('aria-expanded', 'false'),
};

export const Opened: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button'));
    await expect(canvas.getByText('it depends')).toBeVisible();
  },
};

export const Thinking: Story = {
  args: { parts: [{ type: 'reasoning', text: thought.text }], state: 'thinking' },
};

/** Set closed from the start, it stays closed until the user opens it. */
export const ThinkingClosed: Story = {
  args: { ...Thinking.args, whileThinking: 'closed' },
};

export const Cut: Story = {
  args: { state: 'cut' },
};

export const OverAMinute: Story = {
  args: { parts: [{ ...thought, ended_at: startedAt + 80_000 }] },
  play: async ({ canvas }) => expect(canvas.getByRole('button', { name: 'Thought for 1 min 20 s' })).toBeVisible(),
};

export const Redacted: Story = {
  args: { parts: [thought, { ...thought, text: partText(''), redacted: true }], state: 'cut' },
};
