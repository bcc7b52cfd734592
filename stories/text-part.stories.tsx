import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { MarkdownProvider, TextPartView } from '../src/index.ts';
import { katexMath } from '../src/math/index.ts';
import { partText } from '../src/protocol/index.ts';
import { everySyntax, formulas, hugeAnswer, images } from './texts.ts';

/** A piece of an answer: Markdown as elements, HTML as text. */
const meta = {
  title: 'Parts/TextPartView',
  component: TextPartView,
  args: { part: { type: 'text', text: partText(everySyntax) }, isStreaming: false },
  parameters: { layout: 'padded' },
} satisfies Meta<typeof TextPartView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const EverySyntax: Story = {};

export const Dark: Story = { parameters: { theme: 'dark' } };

/** Half-open syntax is closed, so no raw mark is ever seen. */
export const HalfOpen: Story = {
  tags: ['U4'],
  args: { part: { type: 'text', text: partText('A text with **strong words and `some co') }, isStreaming: true },
};

/** With `markdown={{ math: katexMath }}` of `react-chat-socket/math`, which loads KaTeX when the first formula comes. */
export const Formulas: Story = {
  args: { part: { type: 'text', text: partText(formulas) } },
  decorators: [
    (Story) => (
      <MarkdownProvider math={katexMath}>
        <Story />
      </MarkdownProvider>
    ),
  ],
};

/**
 * An image in the text itself is shown, and one from elsewhere is a link: its address could carry away what the model has read. With
 * `markdown={{ images: ({ host }) => host === 'images.example' }}` those of a host are loaded.
 */
export const Images: Story = {
  args: { part: { type: 'text', text: partText(images) } },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('img', { name: 'a square' })).toBeVisible();
    await expect(canvas.getByRole('link', { name: /^the plan of the house/ })).toBeVisible();
    await expect(canvas.getAllByRole('link')).toHaveLength(2);
  },
};

/** Fifty thousand tokens at once: they come in order, some of them each frame, and what is far from the screen costs no layout. */
export const Huge: Story = {
  args: { part: { type: 'text', text: partText(hugeAnswer) } },
  // The other stories have all that it has; here the check would take longer than the story.
  parameters: { a11y: { test: 'off' } },
};

export const Phone: Story = { globals: { viewport: { value: 'phone' } } };

export const RightToLeft: Story = { tags: ['U37'], parameters: { dir: 'rtl' } };
