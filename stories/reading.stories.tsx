import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, type within } from 'storybook/test';
import type { StoryChat } from '../.storybook/chat-loader.ts';
import { ChatProvider, Composer, MessageList, type ChatWindow } from '../src/index.ts';
import { longThread, paragraphs, severalDays } from './reading-scenarios.ts';
import { wholeWindow } from './whole-window.tsx';

/** Nothing that is being read moves, whatever comes above or below it. */
const meta = { ...wholeWindow, title: 'ChatWindow/Reading' } satisfies Meta<typeof ChatWindow>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = ReturnType<typeof within>;

const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
const topOf = (element: Element) => Math.round(element.getBoundingClientRect().top * 10) / 10;

/** Every place that an element has, frame by frame, until something is there. */
async function placesUntil(element: Element, isDone: () => boolean): Promise<number[]> {
  const places = new Set<number>();
  while (!isDone()) {
    places.add(topOf(element));
    await frame();
  }
  return [...places, topOf(element)];
}

const isEnded = (canvas: Canvas) => () =>
  canvas.getAllByRole('article', { name: 'Assistant' }).at(-1)?.getAttribute('data-state') === 'complete';

async function ask(canvas: Canvas, text: string): Promise<HTMLElement> {
  await userEvent.type(canvas.getByRole('textbox', { name: 'Message' }), `${text}{Enter}`);
  const question = await canvas.findByText(text, { selector: '.chat-bubble' });
  await canvas.findByText(/^Paragraph 1\./);
  for (const animation of question.getAnimations()) await animation.finished;
  return question;
}

export const QuestionAtTheTop: Story = {
  tags: ['U2'],
  name: 'U2: the question goes to the top, and stays there while its answer grows',
  parameters: { chat: paragraphs },
  play: async ({ canvas }) => {
    await canvas.findByText(/^Question 3/);
    const log = canvas.getByRole('log');
    const question = await ask(canvas, 'And now?');
    await expect(topOf(question) - topOf(log)).toBe(16);
    const places = await placesUntil(canvas.getByText(/^Paragraph 1\./), isEnded(canvas));
    await expect(new Set(places).size).toBe(1);
    await expect(topOf(question) - topOf(log)).toBe(16);
    await expect(await canvas.findByRole('button', { name: 'Jump to latest' })).toBeVisible();
  },
};

export const ScrolledUp: Story = {
  tags: ['U1'],
  name: 'U1: the end is followed while the reader is there, and let go at the first turn of the wheel',
  parameters: { chat: paragraphs },
  play: async ({ canvas }) => {
    await canvas.findByText(/^Question 3/);
    const log = canvas.getByRole('log');
    const distance = () => log.scrollHeight - log.clientHeight - log.scrollTop;
    await ask(canvas, 'And now?');
    await userEvent.click(await canvas.findByRole('button', { name: 'Jump to latest' }));
    await canvas.findByText(/^Paragraph 14\./);
    await waitFor(() => expect(distance()).toBeLessThanOrEqual(1));
    log.scrollTop -= 120;
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Jump to latest' })).toBeVisible());
    const places = await placesUntil(canvas.getByText(/^Paragraph 10\./), isEnded(canvas));
    await expect(new Set(places).size).toBe(1);
    await userEvent.click(canvas.getByRole('button', { name: 'Jump to latest' }));
    await waitFor(() => expect(distance()).toBeLessThanOrEqual(1));
  },
};

export const EarlierAbove: Story = {
  tags: ['U8'],
  name: 'U8: earlier messages come in above, and what is read stays where it is',
  parameters: { chat: longThread },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByText(/^Question 160/);
    const log = canvas.getByRole('log');
    const shown = () => [...canvasElement.querySelectorAll('article')];
    const last = topOf(log) + log.clientHeight;
    await waitFor(() => expect(log.scrollTop).toBeGreaterThan(0));
    for (const top of [0, 300]) {
      const count = shown().length;
      log.scrollTop = top;
      for (let settled = 0; settled < 4; settled++) await frame();
      const read = shown().find((article) => topOf(article) >= topOf(log) && topOf(article) < last);
      if (!read) throw new Error('Nothing can be seen.');
      const [place = 0] = await placesUntil(read, () => shown().length > count);
      for (let settled = 0; settled < 4; settled++) await frame();
      await expect(Math.abs(topOf(read) - place)).toBeLessThanOrEqual(1);
    }
  },
};

export const WithoutHeight: Story = {
  tags: ['U1'],
  name: 'U1: where nothing gives it a height, it is as high as the browser window, and scrolls inside',
  parameters: { chat: paragraphs },
  decorators: [
    (Story) => (
      <div>
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByText(/^Question 3/);
    const log = canvas.getByRole('log');
    const chat = canvas.getByRole('region', { name: 'Chat' });
    const heightOf = ({ offsetHeight }: HTMLElement) => offsetHeight;
    await expect(heightOf(chat)).toBe(window.innerHeight);
    const question = await ask(canvas, 'And now?');
    await placesUntil(question, isEnded(canvas));
    await expect(heightOf(chat)).toBe(window.innerHeight);
    await expect(log.scrollHeight).toBeGreaterThan(log.clientHeight);
    await expect(topOf(question) - topOf(log)).toBe(16);
    await expect(canvasElement.ownerDocument.documentElement.scrollHeight).toBe(window.innerHeight);
  },
};

export const ListWithoutHeight: Story = {
  tags: ['U1'],
  name: 'U1: a list of its own without a height does not grow either',
  parameters: { chat: paragraphs },
  render: (_, { loaded }) => (
    <ChatProvider {...(loaded as StoryChat)}>
      <MessageList />
      <Composer />
    </ChatProvider>
  ),
  play: async ({ canvas }) => {
    await canvas.findByText(/^Question 3/);
    const log = canvas.getByRole('log');
    const question = await ask(canvas, 'And now?');
    await placesUntil(question, isEnded(canvas));
    await expect(log.clientHeight).toBe(window.innerHeight);
    await expect(topOf(question) - topOf(log)).toBe(16);
  },
};

export const SeveralDays: Story = {
  tags: ['U7'],
  name: 'U7: days are told apart, and each message has its time',
  parameters: { chat: severalDays },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Yesterday')).toBeInTheDocument();
    await expect(canvas.getByText('Today')).toBeInTheDocument();
  },
};
