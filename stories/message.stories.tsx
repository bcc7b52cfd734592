import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, spyOn, userEvent, waitFor, within } from 'storybook/test';
import { Composer, MessageView } from '../src/index.ts';
import { inChat, LastMessage } from './in-chat.tsx';
import { answering, failed, longConversation, refused, seeded, silent, stopped, waiting } from './scenarios.ts';
import { question, shortAnswer, shortQuestion } from './texts.ts';

/** One message: the last of its story's conversation. */
const meta = {
  title: 'Parts/MessageView',
  component: MessageView,
  args: { messageId: '' },
  decorators: [inChat],
  render: () => <LastMessage>{(messageId) => <MessageView messageId={messageId} />}</LastMessage>,
  parameters: { layout: 'padded' },
} satisfies Meta<typeof MessageView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Question: Story = {
  parameters: { chat: seeded({ role: 'user', content: question }) },
  play: async ({ canvas }) => expect(await canvas.findByRole('article', { name: 'You' })).toHaveTextContent(question),
};

export const Answer: Story = {
  parameters: { chat: longConversation },
  play: async ({ canvas }) => expect(await canvas.findByRole('table')).toBeVisible(),
};

/** Where nothing was thought there is no panel, not even an empty one. */
export const WithoutReasoning: Story = {
  tags: ['U24'],
  parameters: { chat: seeded({ role: 'user', content: shortQuestion }, { role: 'assistant', content: shortAnswer }) },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText(shortAnswer)).toBeVisible();
    await expect(canvasElement.querySelector('.chat-reasoning')).toBeNull();
  },
};

/** It thought, wrote, and thought again: each run of reasoning stands above what came of it. */
export const RoundsOfReasoning: Story = {
  tags: ['U17'],
  parameters: {
    chat: answering((answer) => {
      answer.reason('A number would help.');
      answer.write('About a third of the bytes, in my measurements.');
      answer.reason('And what it costs?');
      answer.write('It costs 32 KiB for each connection.');
      answer.complete();
    }),
  },
  play: async ({ canvas }) => {
    const article = await canvas.findByRole('article', { name: 'Assistant' });
    await expect(await within(article).findAllByRole('button', { name: /^Thought for/ })).toHaveLength(2);
  },
};

/** For a moment the button says how it went. */
export const Copied: Story = {
  tags: ['U5'],
  parameters: { chat: longConversation },
  play: async ({ canvas }) => {
    const write = spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await userEvent.click(await canvas.findByRole('button', { name: 'Copy code' }));
    await expect(await canvas.findByText('Copied')).toBeVisible();
    await expect(write).toHaveBeenCalledWith(expect.stringContaining('perMessageDeflate'));
  },
};

export const Waiting: Story = {
  tags: ['U30'],
  parameters: { chat: waiting },
  play: async ({ canvas }) => {
    const words = await canvas.findByText('Waiting for the model…');
    await expect(words).toBeVisible();
    // The words shimmer, which makes their own colour transparent: the dot has one of its own.
    await expect(getComputedStyle(words, '::before').backgroundColor).toMatch(/^rgb\(/);
  },
};

export const Stopped: Story = {
  tags: ['U27'],
  parameters: { chat: stopped },
  play: async ({ canvas }) => expect(await canvas.findByText('Stopped')).toBeVisible(),
};

export const Failed: Story = {
  tags: ['U28'],
  parameters: { chat: failed },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Retry' })).toBeVisible();
    await expect(canvas.getByText(/^Reference/)).toHaveTextContent(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  },
};

const withComposer = () => (
  <>
    <LastMessage>{(messageId) => <MessageView messageId={messageId} />}</LastMessage>
    <Composer />
  </>
);

/** On its way, for longer than a moment. */
export const Sending: Story = {
  tags: ['U26'],
  parameters: { chat: silent },
  render: withComposer,
  play: async ({ canvas }) => {
    await userEvent.type(await canvas.findByRole('textbox', { name: 'Message' }), `${shortQuestion}{Enter}`);
    await waitFor(() => expect(canvas.getByText('Sending…')).toBeVisible());
  },
};

/** The server did not take the question: it says why, and can be sent again. */
export const NotSent: Story = {
  tags: ['U26'],
  parameters: { chat: refused },
  render: withComposer,
  play: async ({ canvas }) => {
    await userEvent.type(await canvas.findByRole('textbox', { name: 'Message' }), `${shortQuestion}{Enter}`);
    await expect(await canvas.findByRole('alert')).toHaveTextContent(/^Not sent/);
    await expect(canvas.getByRole('button', { name: 'Retry' })).toBeVisible();
  },
};
