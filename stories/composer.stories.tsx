import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { createEvent, expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import type { StoryChat } from '../.storybook/chat-loader.ts';
import { ChatProvider, ChatWindow, Composer, ThinkSwitch } from '../src/index.ts';
import { inChat } from './in-chat.tsx';
import { aPicture, aText } from './files.ts';
import { answerOnce, empty, gone, streaming } from './scenarios.ts';

/** Where the user writes; Send and Stop share one place, and what waits stands above. */
const meta = {
  title: 'Parts/Composer',
  component: Composer,
  decorators: [inChat],
  parameters: { layout: 'padded', chat: empty },
} satisfies Meta<typeof Composer>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = Pick<ReturnType<typeof within>, 'getByRole' | 'findByRole' | 'findByText'>;

const field = (canvas: Canvas) => canvas.getByRole('textbox', { name: 'Message' });

/** Sends messages while an answer comes. */
async function queue(canvas: Canvas, ...messages: string[]) {
  await canvas.findByRole('button', { name: 'Stop' });
  for (const message of messages) await userEvent.type(field(canvas), `${message}{Enter}`);
  await expect(await canvas.findByText(messages.at(-1) ?? '')).toBeVisible();
}

async function choose(canvasElement: HTMLElement, ...files: File[]) {
  const input = canvasElement.querySelector<HTMLInputElement>('input[type=file]');
  if (input) await userEvent.upload(input, files, { applyAccept: false });
}

export const Blank: Story = {
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: 'Send' })).toBeDisabled(),
};

export const Written: Story = {
  tags: ['U9'],
  play: async ({ canvas }) => {
    await userEvent.type(canvas.getByRole('textbox'), 'Two lines{Shift>}{Enter}{/Shift}of text');
    await expect(canvas.getByRole('textbox')).toHaveValue('Two lines\nof text');
    await expect(canvas.getByRole('button', { name: 'Send' })).toBeEnabled();
  },
};

/** A long document grows the field to two fifths of the window, and scrolls in it from then on. */
export const LongText: Story = {
  play: async ({ canvas }) => {
    const text = 'A line of a long document that somebody has pasted.\n'.repeat(4000);
    await userEvent.click(field(canvas));
    await userEvent.paste(text);
    await expect(field(canvas)).toHaveValue(text);
    await expect(field(canvas).clientHeight).toBeLessThanOrEqual(Math.ceil(window.innerHeight * 0.4));
    await expect(field(canvas).scrollHeight).toBeGreaterThan(field(canvas).clientHeight);
    await expect(canvas.getByRole('button', { name: 'Send' })).toBeEnabled();
  },
};

/** What no message can hold is said before it is sent. */
export const TooLong: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(field(canvas));
    await userEvent.paste('0123456789abcdef'.repeat(16_385));
    await expect(await canvas.findByRole('alert')).toHaveTextContent('too long');
    await expect(canvas.getByRole('button', { name: 'Send' })).toBeDisabled();
  },
};

/** Enter belongs to the input method until the word is chosen. */
export const InputMethod: Story = {
  tags: ['U10'],
  play: async ({ canvas }) => {
    await userEvent.click(field(canvas));
    await fireEvent.compositionStart(field(canvas));
    await userEvent.type(field(canvas), 'にほん');
    const enter = createEvent.keyDown(field(canvas), { key: 'Enter', isComposing: true, keyCode: 229 });
    await fireEvent(field(canvas), enter);
    await expect(enter.defaultPrevented).toBe(false);
    await expect(field(canvas)).toHaveValue('にほん');
  },
};

/** While an answer comes, Stop is where Send was. */
export const Streaming: Story = {
  tags: ['U11'],
  parameters: { chat: streaming },
  play: async ({ canvas }) => expect(await canvas.findByRole('button', { name: 'Stop' })).toBeVisible(),
};

/** What is written meanwhile is sent next; Stop stays where it is. */
export const WrittenWhileStreaming: Story = {
  tags: ['U13'],
  parameters: { chat: streaming },
  play: async ({ canvas }) => {
    await canvas.findByRole('button', { name: 'Stop' });
    await userEvent.type(canvas.getByRole('textbox'), 'And then?');
    await expect(canvas.getByRole('button', { name: 'Send next' })).toBeVisible();
  },
};

/** What was sent waits for the end of the answer, and can be changed, removed or sent at once. */
export const Queue: Story = {
  tags: ['U13'],
  parameters: { chat: streaming },
  play: async ({ canvas }) => {
    const long = 'And what would that mean for a server with ten thousand connections, each of which says something once an hour?';
    await queue(canvas, 'And for large frames?', long);
    await expect(within(canvas.getByRole('list')).getAllByRole('listitem')).toHaveLength(2);
    await expect(field(canvas)).toHaveFocus();
  },
};

/** One of them is back in the field. */
export const EditingOneThatWaits: Story = {
  tags: ['U13', 'U15'],
  parameters: { chat: streaming },
  play: async ({ canvas }) => {
    await queue(canvas, 'And for large frames?', 'And for small ones?');
    await userEvent.keyboard('{ArrowUp}');
    await waitFor(() => expect(field(canvas)).toHaveValue('And for small ones?'));
    await expect(canvas.getByRole('button', { name: 'Cancel' })).toBeVisible();
  },
};

/** Files stand above the text until they are sent. */
export const Files: Story = {
  tags: ['U14'],
  play: async ({ canvas, canvasElement }) => {
    await choose(canvasElement, await aPicture(), aText());
    await expect(await canvas.findByText('minutes.md')).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Send' })).toBeEnabled();
  },
};

/** A file that takes long to be read. What is sent meanwhile waits for it. */
export const ReadingFile: Story = {
  tags: ['U14'],
  play: async ({ canvas, canvasElement }) => {
    const slow = new File([], 'recording.log');
    slow.slice = () => Object.assign(new Blob(), { arrayBuffer: () => new Promise<never>(() => undefined) });
    await choose(canvasElement, aText());
    await expect(await canvas.findByText('minutes.md')).toBeVisible();
    await choose(canvasElement, slow);
    await expect(await canvas.findByText('Reading recording.log…')).toBeVisible();
    await userEvent.type(field(canvas), 'What went wrong?{Enter}');
    await expect(field(canvas)).toHaveValue('What went wrong?');
  },
};

/** A picture that is too large for a message is made smaller. */
export const LargePicture: Story = {
  tags: ['U14', '!autodocs'],
  play: async ({ canvas, canvasElement }) => {
    const picture = await aPicture({ side: 3000, isNoisy: true });
    await expect(picture.size).toBeGreaterThan(500_000);
    await choose(canvasElement, picture);
    await waitFor(() => expect(canvas.getByText(/^\d+ KB$/)).toBeVisible(), { timeout: 10_000 });
    await expect(Number.parseInt(canvas.getByText(/^\d+ KB$/).textContent ?? '')).toBeLessThan(132);
  },
};

/** What cannot be attached is named. */
export const RefusedFiles: Story = {
  tags: ['U14'],
  play: async ({ canvas, canvasElement }) => {
    const program = new File([new Uint8Array([0, 255])], 'setup.exe');
    await choose(canvasElement, aText(), program, new File(['x'.repeat(400_000)], 'measurements.csv', { type: 'text/csv' }));
    await expect(await canvas.findByRole('alert')).toHaveTextContent(/setup\.exe.*measurements\.csv/);
  },
};

/** Files may be dropped anywhere on the window. */
export const Dropping: Story = {
  tags: ['U14'],
  play: async ({ canvas }) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(aText());
    await fireEvent(field(canvas), new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
    await expect(await canvas.findByText('Drop files to attach them')).toBeVisible();
  },
};

/** With a switch for reasoning among its controls. */
export const WithControls: Story = {
  decorators: [],
  render: function WithThinkSwitch(args, { loaded }) {
    const [useReasoning, setUseReasoning] = useState(true);
    return (
      <ChatProvider {...(loaded as StoryChat)} useReasoning={useReasoning}>
        <Composer {...args} controls={<ThinkSwitch isOn={useReasoning} onChange={setUseReasoning} />} />
      </ChatProvider>
    );
  },
  play: async ({ canvas }) => {
    const think = await canvas.findByRole('switch', { name: 'Think' });
    await expect(think).toBeChecked();
    await userEvent.click(think);
    await expect(think).not.toBeChecked();
    await userEvent.click(think);
  },
};

/** What is half written stays with its conversation. */
export const Draft: Story = {
  tags: ['U16'],
  decorators: [],
  render: function TwoConversations(args, { loaded }) {
    const chat = loaded as StoryChat;
    const [other] = useState(() => crypto.randomUUID() as string);
    const [conversationId, setConversationId] = useState(chat.conversationId);
    return (
      <ChatProvider {...chat} conversationId={conversationId}>
        <Composer {...args} key={conversationId} />
        <button type="button" onClick={() => setConversationId(conversationId === other ? chat.conversationId : other)}>
          Go to the other conversation
        </button>
      </ChatProvider>
    );
  },
  play: async ({ canvas }) => {
    const elsewhere = canvas.getByRole('button', { name: 'Go to the other conversation' });
    await userEvent.type(field(canvas), 'Half a thought');
    await userEvent.click(elsewhere);
    await waitFor(() => expect(field(canvas)).toHaveValue(''));
    await userEvent.click(elsewhere);
    await waitFor(() => expect(field(canvas)).toHaveValue('Half a thought'));
  },
};

/** The conversation was deleted elsewhere. */
export const Gone: Story = {
  parameters: { chat: gone },
  play: async ({ canvas }) => expect(await canvas.findByText(/no longer there/)).toBeVisible(),
};

/** How it all looks in a window, with files that were sent. */
export const InAWindow: Story = {
  tags: ['U13', 'U14'],
  decorators: [],
  parameters: { layout: 'fullscreen', chat: answerOnce },
  render: (args, { loaded }) => <ChatWindow {...(loaded as StoryChat)} {...args} />,
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole('textbox');
    await choose(canvasElement, await aPicture(), aText());
    await canvas.findByText('minutes.md');
    await userEvent.type(field(canvas), 'What did we agree on?{Enter}');
    await queue(canvas, 'And who said so?', 'And when?');
    await expect(within(canvas.getByRole('list', { name: 'Sent after this answer' })).getAllByRole('listitem')).toHaveLength(2);
    await expect(within(canvas.getByRole('log')).getByRole('link', { name: 'Download minutes.md' })).toBeVisible();
    await choose(canvasElement, aText());
  },
};
