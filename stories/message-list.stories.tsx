import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { MessageList, MessageView } from '../src/index.ts';
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

/** Other components in place of ours: a message with a rule beside it, and reasoning that is no more than a line. */
export const OwnComponents: Story = {
  args: {
    components: {
      message: ({ messageId, ...settings }) => (
        <MessageView
          {...settings}
          messageId={messageId}
          style={{ borderInlineStart: '3px solid var(--chat-line)', paddingInlineStart: 12 }}
        />
      ),
      reasoning: ({ state }) => <p className="chat-answer-end">{state === 'thinking' ? 'Hm…' : 'I have thought about it.'}</p>,
    },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('link', { name: /^RFC 7692/ })).toBeVisible();
    await expect(canvas.getAllByText('I have thought about it.').at(-1)).toBeVisible();
    await expect(canvas.queryByRole('button', { name: /^Thought/ })).not.toBeInTheDocument();
  },
};

export const Empty: Story = {
  args: { empty: <p>Nothing has been said yet.</p> },
  parameters: { chat: empty },
  play: async ({ canvas }) => expect(await canvas.findByText('Nothing has been said yet.')).toBeVisible(),
};
