import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import type { StoryChat } from '../.storybook/chat-loader.ts';
import { ChatWindow, ConversationList } from '../src/index.ts';
import { besideOthers, forbidden, manyConversations, noConversations, unreachable } from './scenarios.ts';

/** The user's conversations, the same in all tabs and on all devices. */
const meta = {
  title: 'Parts/ConversationList',
  component: ConversationList,
  args: { url: 'ws://localhost:8000/ws', onSelect: fn(), onNew: fn() },
  render: (args, { loaded }) => <ConversationList {...args} {...(loaded as StoryChat)} style={{ maxInlineSize: '18rem' }} />,
  parameters: { docs: { story: { inline: false, iframeHeight: 560 } } },
} satisfies Meta<typeof ConversationList>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Many: Story = {
  parameters: { chat: manyConversations },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'A week in Lisbon with children' })).toHaveAttribute('aria-current', 'page');
    for (const period of ['Today', 'Yesterday', 'Previous 7 days', 'Older'])
      await expect(canvas.getByRole('region', { name: period })).toBeVisible();
  },
};

export const None: Story = {
  parameters: { chat: noConversations },
  play: async ({ canvas }) => expect(await canvas.findByText(/^No chats yet/)).toBeVisible(),
};

export const Found: Story = {
  parameters: { chat: manyConversations },
  play: async ({ canvas }) => {
    await canvas.findByRole('button', { name: /Lisbon/ });
    await userEvent.type(canvas.getByRole('searchbox'), 'turkisch');
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(1));
    await expect(canvas.getByRole('button', { name: /^Was heißt/ })).toBeVisible();
  },
};

export const NothingFound: Story = {
  parameters: { chat: manyConversations },
  play: async ({ canvas }) => {
    await canvas.findByRole('button', { name: /Lisbon/ });
    await userEvent.type(canvas.getByRole('searchbox'), 'xyz');
    await expect(await canvas.findByText('No chat has a title like that.')).toBeVisible();
  },
};

/** An empty list and one that could not be loaded do not look alike. */
export const Unreachable: Story = {
  tags: ['U31'],
  parameters: { chat: unreachable, isOffline: true },
  play: async ({ canvas }) => expect(await canvas.findByRole('alert')).toHaveTextContent('could not be loaded'),
};

export const Refused: Story = {
  parameters: { chat: forbidden },
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: 'Retry' })).toBeVisible(),
};

/** F2, a new title, Enter: the focus is where it was. */
export const Renamed: Story = {
  tags: ['U36'],
  parameters: { chat: manyConversations },
  play: async ({ canvas }) => {
    (await canvas.findByRole('button', { name: 'A week in Lisbon with children' })).focus();
    await userEvent.keyboard('{F2}');
    const field = await canvas.findByRole('textbox', { name: 'Title' });
    await userEvent.clear(field);
    await userEvent.type(field, 'Lisbon{Enter}');
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Lisbon' })).toHaveFocus());
  },
};

export const Renaming: Story = {
  parameters: { chat: manyConversations },
  play: async ({ canvas }) => {
    (await canvas.findByRole('button', { name: 'A week in Lisbon with children' })).focus();
    await userEvent.keyboard('{F2}');
    await expect(await canvas.findByRole('textbox', { name: 'Title' })).toHaveFocus();
  },
};

/** What was deleted can be brought back, at least for ten seconds. */
export const Deleted: Story = {
  parameters: { chat: manyConversations },
  play: async ({ canvas }) => {
    (await canvas.findByRole('button', { name: /^Was heißt/ })).focus();
    await userEvent.keyboard('{Delete}');
    await waitFor(() => expect(canvas.getByText(/^Deleted “Was heißt/)).toBeVisible());
    await expect(canvas.queryByRole('button', { name: /^Was heißt/ })).not.toBeInTheDocument();
    await userEvent.click(canvas.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(canvas.getByRole('button', { name: /^Was heißt/ })).toHaveFocus());
    await userEvent.keyboard('{Delete}');
  },
};

/** The list and a chat share one connection: what is asked in one is seen in the other. */
export const BesideAChat: Story = {
  parameters: { chat: besideOthers },
  render: (args, { loaded }) => <Page {...args} {...(loaded as StoryChat)} />,
  play: async ({ canvas }) => {
    await userEvent.type(await canvas.findByRole('textbox', { name: 'Message' }), 'How far is the moon?{Enter}');
    await expect(await canvas.findByRole('button', { name: /^How far is the moon/ })).toBeVisible();
    await expect(await canvas.findByRole('heading', { name: 'In short' })).toBeVisible();
  },
};

function Page({ url, registry }: Pick<StoryChat, 'url' | 'registry'>) {
  const [conversationId, setConversationId] = useState(() => crypto.randomUUID() as string);
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '17rem minmax(0, 1fr)', blockSize: '100%' }}>
      <ConversationList
        {...{ url, registry, conversationId }}
        onSelect={setConversationId}
        onNew={() => setConversationId(crypto.randomUUID())}
      />
      <ChatWindow {...{ url, registry, conversationId }} />
    </div>
  );
}

export const Dark: Story = { ...Many, parameters: { ...Many.parameters, theme: 'dark' } };

export const RightToLeft: Story = { tags: ['U37'], ...Many, parameters: { ...Many.parameters, dir: 'rtl' } };

export const Phone: Story = { ...Many, globals: { viewport: { value: 'phone' } } };
