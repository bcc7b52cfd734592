import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent } from 'storybook/test';
import { MessageView, ToolPartView } from '../src/index.ts';
import type { ToolPart } from '../src/protocol/index.ts';
import { inChat, LastMessage } from './in-chat.tsx';
import { answering, empty } from './scenarios.ts';

const part: ToolPart = {
  type: 'tool',
  id: 'c1',
  name: 'weather',
  status: 'done',
  input: { town: 'Aarhus' },
  output: { sky: 'clear', degrees: 4 },
};

/** A call of a tool: a row that says what becomes of it, and the choice where a person has to allow it. */
const meta = {
  title: 'Parts/ToolPartView',
  component: ToolPartView,
  args: { messageId: 'a', part, answer: 'running' },
  decorators: [inChat],
  parameters: { layout: 'padded', chat: empty },
} satisfies Meta<typeof ToolPartView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Running: Story = {
  args: { part: { type: 'tool', id: 'c1', name: 'weather', status: 'running', input: { town: 'Aarhus' } } },
};

export const Done: Story = {};

export const Opened: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Used weather' }));
    await expect(canvas.getByRole('group', { name: 'Output' })).toBeVisible();
  },
};

export const Truncated: Story = {
  ...Opened,
  args: { part: { ...part, output: 'A very long output. '.repeat(500), truncated: true } },
};

export const Failed: Story = {
  args: { part: { ...part, status: 'failed', output: undefined, error: 'There is no town of this name.' } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'weather failed' }));
    await expect(canvas.getByText('There is no town of this name.')).toBeVisible();
  },
};

export const Denied: Story = {
  args: { part: { ...part, name: 'send_postcard', status: 'denied', output: undefined } },
};

/** Its answer was stopped while it ran. */
export const Stopped: Story = {
  args: { part: { ...part, status: 'running', output: undefined }, answer: 'ended' },
};

/** The person has to say whether it may be done. */
export const Awaiting: Story = {
  parameters: {
    chat: answering((answer) => {
      answer.write('I would like to send this for you.');
      answer.tool({ id: 'c1', name: 'send_postcard', status: 'awaiting', input: { town: 'Odense', text: 'Greetings from a script.' } });
    }),
  },
  render: () => <LastMessage>{(messageId) => <MessageView messageId={messageId} />}</LastMessage>,
};

/** Pressed, it goes to the server, and the row tells what became of it in every tab. */
export const Allowed: Story = {
  ...Awaiting,
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Allow' }));
    await expect(await canvas.findByRole('button', { name: 'Using send_postcard…' })).toHaveFocus();
  },
};
