import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { MessageList } from '../src/index.ts';
import { inChat } from './in-chat.tsx';
import { empty, longConversation } from './scenarios.ts';

/** The conversation: it follows its own end until the reader scrolls up. */
const meta = {
  title: 'Parts/MessageList',
  component: MessageList,
  decorators: [
    (Story) => (
      <div style={{ display: 'grid', height: '100%' }}>
        <Story />
      </div>
    ),
    inChat,
  ],
  parameters: { chat: longConversation, docs: { story: { inline: false, iframeHeight: 480 } } },
} satisfies Meta<typeof MessageList>;

export default meta;
type Story = StoryObj<typeof meta>;

export const AtTheEnd: Story = {
  play: async ({ canvas }) => expect(await canvas.findByRole('link', { name: /^RFC 7692/ })).toBeVisible(),
};

/** Scrolled up, it stays where the reader is, and offers the way back. */
export const ScrolledUp: Story = {
  tags: ['U1'],
  play: async ({ canvas }) => {
    await canvas.findByRole('link', { name: /^RFC 7692/ });
    const viewport = canvas.getByRole('log');
    await waitFor(() => expect(viewport.scrollTop).toBeGreaterThan(0));
    viewport.scrollTop = 0;
    const back = await canvas.findByRole('button', { name: 'Jump to latest' });
    await userEvent.click(back);
    await waitFor(() => expect(back).not.toBeVisible());
    viewport.scrollTop = 0;
    await waitFor(() => expect(back).toBeVisible());
  },
};

export const Empty: Story = {
  args: { empty: <p>Nothing has been said yet.</p> },
  parameters: { chat: empty },
  play: async ({ canvas }) => expect(await canvas.findByText('Nothing has been said yet.')).toBeVisible(),
};
