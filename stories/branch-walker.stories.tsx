import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent } from 'storybook/test';
import { BranchWalker } from '../src/index.ts';
import { inChat, LastMessage } from './in-chat.tsx';
import { branched } from './reading-scenarios.ts';

/** Leads from one version of a message to the next; nothing where there is only one. */
const meta = {
  title: 'Parts/BranchWalker',
  component: BranchWalker,
  args: { messageId: '' },
  decorators: [inChat],
  render: () => <LastMessage>{(messageId) => <BranchWalker messageId={messageId} />}</LastMessage>,
  parameters: { layout: 'padded', chat: branched },
} satisfies Meta<typeof BranchWalker>;

export default meta;
type Story = StoryObj<typeof meta>;

export const AtTheLast: Story = {
  tags: ['U6'],
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('group', { name: 'Version 3 of 3' })).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Next version' })).toHaveAttribute('aria-disabled', 'true');
  },
};

export const InTheMiddle: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Previous version' }));
    await expect(await canvas.findByRole('group', { name: 'Version 2 of 3' })).toBeVisible();
  },
};

export const RightToLeft: Story = { ...InTheMiddle, tags: ['U37'], parameters: { dir: 'rtl' } };
