import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent } from 'storybook/test';
import { Composer, ConnectionStatus } from '../src/index.ts';
import { inChat } from './in-chat.tsx';
import { empty, forbidden, lost, lostOnce, unreachable } from './scenarios.ts';

/** A word about the connection, once it has been away for a second. */
const meta = {
  title: 'Parts/ConnectionStatus',
  component: ConnectionStatus,
  decorators: [inChat],
  parameters: { layout: 'padded', chat: empty },
} satisfies Meta<typeof ConnectionStatus>;

export default meta;
type Story = StoryObj<typeof meta>;

/** While all is well there is nothing to see. */
export const Live: Story = {
  play: async ({ canvas }) => expect(canvas.getByRole('status')).toBeEmptyDOMElement(),
};

/** It has never been there, so it is not lost. */
export const Connecting: Story = {
  tags: ['U29'],
  parameters: { chat: unreachable },
  play: async ({ canvas }) => expect(await canvas.findByText('Connecting…', {}, { timeout: 5000 })).toBeVisible(),
};

export const Lost: Story = {
  tags: ['U29'],
  parameters: { chat: lost },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Connection lost', {}, { timeout: 5000 })).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Retry now' })).toBeVisible();
  },
};

/** That it is over is said too, for a moment. */
export const ConnectedAgain: Story = {
  tags: ['U29'],
  parameters: { chat: lostOnce },
  play: async ({ canvas }) => expect(await canvas.findByText('Connected again', {}, { timeout: 10_000 })).toBeVisible(),
};

export const Offline: Story = {
  tags: ['U29'],
  parameters: { chat: unreachable, isOffline: true },
  play: async ({ canvas }) => expect(await canvas.findByText(/You’re offline/, {}, { timeout: 5000 })).toBeVisible(),
};

/** What is written meanwhile is counted, over all conversations. */
export const OfflineWithMessages: Story = {
  tags: ['U29'],
  parameters: { chat: unreachable, isOffline: true },
  render: (args) => (
    <>
      <ConnectionStatus {...args} />
      <Composer />
    </>
  ),
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox'), 'Sent from a tunnel{Enter}');
    await userEvent.type(canvas.getByRole('textbox'), 'And another one{Enter}');
    await expect(await canvas.findByText('You’re offline, 2 messages will be sent', {}, { timeout: 5000 })).toBeVisible();
  },
};

export const Forbidden: Story = {
  tags: ['U33'],
  parameters: { chat: forbidden },
  play: async ({ canvas }) => expect(await canvas.findByRole('alert')).toBeVisible(),
};
