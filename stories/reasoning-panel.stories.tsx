import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fireEvent, userEvent, waitFor } from 'storybook/test';
import type { ChatScenario, StoryChat } from '../.storybook/chat-loader.ts';
import { ChatWindow, ReasoningPanel } from '../src/index.ts';
import { partText, type ReasoningPart } from '../src/protocol/index.ts';
import { inChat } from './in-chat.tsx';
import type { MockAnswer } from '../src/testing/index.ts';
import { empty } from './scenarios.ts';
import { longAnswer, question, reasoning } from './texts.ts';

const startedAt = Date.UTC(2026, 10, 23);
const thought: ReasoningPart = { type: 'reasoning', text: partText(reasoning), started_at: startedAt, ended_at: startedAt + 6000 };

/** What the model thought. Open while it thinks, then a row that says how long it took. */
const meta = {
  title: 'Parts/ReasoningPanel',
  component: ReasoningPanel,
  args: { parts: [thought], state: 'thought' },
  decorators: [inChat],
  parameters: { layout: 'padded', chat: empty },
} satisfies Meta<typeof ReasoningPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Folded: Story = {
  tags: ['U20', 'U21'],
  play: async ({ canvas }) => expect(canvas.getByRole('button', { name: 'Thought for 6 s' })).toHaveAttribute('aria-expanded', 'false'),
};

export const Opened: Story = {
  tags: ['U34'],
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button'));
    await expect(canvas.getByText('it depends')).toBeVisible();
  },
};

export const Thinking: Story = {
  tags: ['U18'],
  args: { parts: [{ type: 'reasoning', text: thought.text }], state: 'thinking' },
};

/** A low window onto the newest lines, which fades where it goes on. */
export const LongThought: Story = {
  name: 'U23: the newest lines are in view',
  tags: ['U23'],
  args: { parts: [{ type: 'reasoning', text: partText(`${reasoning}\n\n`.repeat(6)) }], state: 'thinking' },
  play: async ({ canvas }) => {
    const viewport = canvas.getByRole('group', { name: 'Reasoning' });
    const fromEnd = () => viewport.scrollHeight - viewport.clientHeight - viewport.scrollTop;
    await waitFor(() => expect(fromEnd()).toBeLessThanOrEqual(1));
    await expect(viewport.clientHeight).toBeLessThan(200);
    await expect(viewport).toHaveAttribute('data-end');
    viewport.scrollTop = 0;
    await waitFor(() => expect(viewport).not.toHaveAttribute('data-end'));
  },
};

/** Set open, it does not fold when the answer starts. */
export const AlwaysOpen: Story = {
  tags: ['U19'],
  args: { reasoning: 'open' },
  play: async ({ canvas }) => expect(canvas.getByRole('button', { name: 'Thought for 6 s' })).toHaveAttribute('aria-expanded', 'true'),
};

/** Set closed from the start, it stays closed until the user opens it. */
export const ThinkingClosed: Story = {
  tags: ['U19'],
  args: { ...Thinking.args, reasoning: 'closed' },
};

export const Cut: Story = {
  tags: ['U22'],
  args: { state: 'cut' },
};

export const OverAMinute: Story = {
  tags: ['U20'],
  args: { parts: [{ ...thought, ended_at: startedAt + 80_000 }] },
  play: async ({ canvas }) => expect(canvas.getByRole('button', { name: 'Thought for 1 min 20 s' })).toBeVisible(),
};

export const Redacted: Story = {
  tags: ['U25'],
  args: { parts: [thought, { ...thought, text: partText(''), redacted: true }], state: 'cut' },
};

let hand: MockAnswer | undefined;

/** It folds in the frame in which the answer starts, and the row stays where it is, though the conversation above is long. */
export const Folding: Story = {
  tags: ['U19'],
  decorators: [],
  parameters: {
    layout: 'fullscreen',
    chat: (server) => {
      server.onMessage(({ answer }) => {
        hand = answer;
        answer.reason(`${reasoning}\n\n`.repeat(3));
      });
      return server.seed({
        messages: [
          { role: 'user', content: question },
          { role: 'assistant', content: longAnswer },
        ],
      });
    },
  } satisfies { layout: string; chat: ChatScenario },
  render: (_, { loaded }) => <ChatWindow {...(loaded as StoryChat)} />,
  play: async ({ canvas }) => {
    await canvas.findByRole('link', { name: /RFC 7692/ });
    await userEvent.type(canvas.getByRole('textbox'), 'And in one sentence?{Enter}');
    const row = await canvas.findByRole('button', { name: /^Thinking/ });
    await expect(row).toHaveAttribute('aria-expanded', 'true');
    await nextFrames(3);
    const { top } = row.getBoundingClientRect();
    hand?.write('Merge frames, and compress only what is large.');
    // As each of the next frames was painted.
    for (let frame = 0; frame < 8; frame += 1) {
      await nextFrames(1);
      await expect(Math.abs(row.getBoundingClientRect().top - top)).toBeLessThan(1);
    }
    await expect(row).toHaveAttribute('aria-expanded', 'false');
    await expect(canvas.getByText(/^Merge frames/)).toBeVisible();
  },
};

/** Whoever has scrolled up in it reads on, though the answer starts: it stays open, and no line moves. */
export const BeingRead: Story = {
  ...Folding,
  play: async ({ canvas }) => {
    await canvas.findByRole('link', { name: /RFC 7692/ });
    await userEvent.type(canvas.getByRole('textbox'), 'And in one sentence?{Enter}');
    const preview = await canvas.findByRole('group', { name: 'Reasoning' });
    await waitFor(() => expect(preview).toHaveAttribute('data-end'));
    await fireEvent.wheel(preview, { deltaY: -60 });
    preview.scrollTop -= 60;
    await nextFrames(3);
    const line = preview.querySelector('p:last-of-type');
    const top = line?.getBoundingClientRect().top ?? 0;
    hand?.write('Merge frames, and compress only what is large.');
    for (let frame = 0; frame < 8; frame += 1) {
      await nextFrames(1);
      await expect(Math.abs((line?.getBoundingClientRect().top ?? 0) - top)).toBeLessThan(1);
    }
    await expect(canvas.getByRole('button', { name: /^Thought/ })).toHaveAttribute('aria-expanded', 'true');
    await expect(canvas.getByText(/^Merge frames/)).toBeInTheDocument();
  },
};

async function nextFrames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}
