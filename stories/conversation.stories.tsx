import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import type { ChatScenario, StoryChat } from '../.storybook/chat-loader.ts';
import { ChatWindow, ConversationList } from '../src/index.ts';
import { atWork, besideAnAnswer, onTheGo } from './scenarios.ts';
import { longAnswer, question, reasoning } from './texts.ts';

/** Thinks and answers at the pace of a model, for as long as it is let. */
const atAPace: ChatScenario = (server) => {
  server.onMessage(async ({ answer }) => {
    await answer.pause(600);
    for (const word of reasoning.match(/\S+\s*/g) ?? []) {
      answer.reason(word);
      await answer.pause(15);
    }
    for (const word of longAnswer.match(/\S+\s*/g) ?? []) {
      answer.write(word);
      await answer.pause(60);
    }
    answer.complete();
  });
  return server.seed({ messages: [] });
};

/** A conversation from the first word on, played over the mock server of `react-chat-socket/testing`. */
const meta = {
  title: 'ChatWindow/A conversation',
  component: ChatWindow,
  args: { url: 'ws://localhost:8000/ws' },
  render: (args, { loaded }) => <ChatWindow {...args} {...(loaded as StoryChat)} />,
  parameters: { chat: atAPace, docs: { story: { inline: false, iframeHeight: 640 } } },
} satisfies Meta<typeof ChatWindow>;

export default meta;
type Story = StoryObj<typeof meta>;

/** An empty window, a question, reasoning, an answer, Stop: each step is in the Interactions panel. */
export const FromEmptyToStopped: Story = {
  tags: ['U3', 'U19', 'U27', 'U32', 'U35'],
  play: async ({ canvas, step }) => {
    const log = () => within(canvas.getByRole('log'));
    const thinking = () => canvas.findByRole('button', { name: /^Thinking…/ });

    await step('The window is empty, and the field is open', async () => {
      await expect(await canvas.findByText('What can I help with?')).toBeVisible();
      await expect(canvas.getByRole('button', { name: 'Send' })).toBeDisabled();
    });
    await step('A question is asked: Stop is there before the first token', async () => {
      await userEvent.type(canvas.getByRole('textbox', { name: 'Message' }), `${question}{Enter}`);
      await expect(await canvas.findByRole('button', { name: 'Stop' })).toBeVisible();
      await expect(await log().findByText('Waiting for the model…')).toBeVisible();
      // Once to be seen, once to be heard.
      await waitFor(() => expect(canvas.getAllByText('Waiting for the model…')).toHaveLength(2));
    });
    await step('The model thinks, in an open panel', async () => {
      await expect(await thinking()).toHaveAttribute('aria-expanded', 'true');
    });
    await step('The answer starts: the panel folds, and says how long it was', async () => {
      const folded = await canvas.findByRole('button', { name: /^Thought for/ }, { timeout: 10_000 });
      await expect(folded).toHaveAttribute('aria-expanded', 'false');
      await expect(await log().findByText(/Merging frames/, {}, { timeout: 10_000 })).toBeVisible();
    });
    await step('Stop ends it, what was written stays, and the field has the focus', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Stop' }));
      await expect(await log().findByText('Stopped', {}, { timeout: 10_000 })).toBeVisible();
      await expect(log().getByText(/Merging frames/)).toBeVisible();
      await waitFor(() => expect(canvas.getByRole('textbox', { name: 'Message' })).toHaveFocus());
    });
  },
};

/** A page of an application: the list at the side, a finished answer in the middle. */
export const OnAPage: Story = {
  tags: ['U7'],
  parameters: { chat: besideAnAnswer },
  render: (args, { loaded }) => {
    const chat = loaded as StoryChat;
    return (
      <div style={{ display: 'grid', gridTemplateColumns: '17rem minmax(0, 1fr)', blockSize: '100%' }}>
        <ConversationList {...chat} onSelect={() => undefined} onNew={() => undefined} />
        <ChatWindow {...args} {...chat} />
      </div>
    );
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('link', { name: /^RFC 7692/ })).toBeInTheDocument();
    await expect(await canvas.findByRole('button', { name: 'What compression saves' })).toHaveAttribute('aria-current', 'page');
    canvas.getByRole('log').scrollTop = 0;
  },
};

export const OnADarkPage: Story = { ...OnAPage, parameters: { ...OnAPage.parameters, theme: 'dark' } };

/** A question that was asked in other words, a tool that has looked, one that waits for a word, and messages that wait for the end of it all. */
export const AtWork: Story = {
  tags: ['U6', 'U13'],
  parameters: { chat: atWork },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Allow' })).toBeVisible();
    await userEvent.type(canvas.getByRole('textbox', { name: 'Message' }), 'And write a test for it.{Enter}');
    const waiting = await canvas.findByRole('list', { name: 'Sent after this answer' });
    await waitFor(() => expect(within(waiting).getByText('And write a test for it.')).toBeVisible());
  },
};

/** What is asked on the way: a short answer, with code. */
export const OnTheGo: Story = {
  parameters: { chat: onTheGo },
  play: async ({ canvas }) => expect(await canvas.findByRole('group', { name: 'Code in ts' })).toBeVisible(),
};
