import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent } from 'storybook/test';
import { ScrollToLatest } from '../src/index.ts';

/** The way back to the end of a list, for one of your own: `useStickToBottom` tells when it is wanted. */
const meta = {
  title: 'Parts/ScrollToLatest',
  component: ScrollToLatest,
  args: { onClick: fn() },
  decorators: [
    (Story) => (
      <div style={{ position: 'relative', blockSize: '5rem' }}>
        <Story />
      </div>
    ),
  ],
  parameters: { layout: 'padded' },
} satisfies Meta<typeof ScrollToLatest>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Shown: Story = {
  tags: ['U1'],
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Jump to latest' }));
    await expect(args.onClick).toHaveBeenCalledOnce();
  },
};

/** Where the reader is at the end there is nothing to press. */
export const Hidden: Story = {
  args: { hidden: true },
  play: async ({ canvas }) => expect(canvas.queryByRole('button')).not.toBeInTheDocument(),
};

export const Dark: Story = { parameters: { theme: 'dark' } };
