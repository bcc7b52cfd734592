import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent } from 'storybook/test';
import { Composer } from '../src/index.ts';
import { inChat } from './in-chat.tsx';
import { empty, streaming } from './scenarios.ts';

/** Where the user writes; Send and Stop share one place. */
const meta = {
  component: Composer,
  decorators: [inChat],
  parameters: { layout: 'padded', chat: empty },
} satisfies Meta<typeof Composer>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Blank: Story = {
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: 'Send' })).toBeDisabled(),
};

export const Written: Story = {
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox'), 'Two lines{Shift>}{Enter}{/Shift}of text');
    await expect(canvas.getByRole('textbox')).toHaveValue('Two lines\nof text');
    await expect(canvas.getByRole('button', { name: 'Send' })).toBeEnabled();
  },
};

/** While an answer comes, Stop is where Send was. */
export const Streaming: Story = {
  parameters: { chat: streaming },
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: 'Stop' })).toBeVisible(),
};

/** What is written meanwhile is sent next; Stop stays where it is. */
export const WrittenWhileStreaming: Story = {
  parameters: { chat: streaming },
  play: async ({ canvas }) => {
    await canvas.findByRole('button', { name: 'Stop' });
    await userEvent.type(canvas.getByRole('textbox'), 'And then?');
    await expect(canvas.getByRole('button', { name: 'Send next' })).toBeVisible();
  },
};
