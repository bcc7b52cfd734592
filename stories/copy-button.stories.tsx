import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, spyOn, userEvent } from 'storybook/test';
import { CopyButton } from '../src/index.ts';

/** Copies a text, and says for a moment whether that went well. */
const meta = {
  title: 'Parts/CopyButton',
  component: CopyButton,
  args: { text: 'npm install react-chat-socket', label: 'Copy command' },
  parameters: { layout: 'padded' },
} satisfies Meta<typeof CopyButton>;

export default meta;
type Story = StoryObj<typeof meta>;

export const AtRest: Story = {};

export const Copied: Story = {
  tags: ['U5'],
  play: async ({ canvas, args }) => {
    const write = spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await userEvent.click(canvas.getByRole('button', { name: 'Copy command' }));
    await expect(await canvas.findByText('Copied')).toBeVisible();
    await expect(write).toHaveBeenCalledWith(args.text);
  },
};

/** A page without https has no clipboard, and a browser may refuse. */
export const NotCopied: Story = {
  tags: ['U5'],
  play: async ({ canvas }) => {
    spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('refused'));
    await userEvent.click(canvas.getByRole('button', { name: 'Copy command' }));
    await expect(await canvas.findByText('Copying is not allowed here')).toBeVisible();
  },
};
