import type { Meta, StoryObj } from '@storybook/react-vite';
import { TextPartView } from '../src/index.ts';
import { partText } from '../src/protocol/index.ts';
import { everySyntax } from './texts.ts';

/** A piece of an answer: Markdown as elements, HTML as text. */
const meta = {
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
  args: { part: { type: 'text', text: partText('A text with **strong words and `some co') }, isStreaming: true },
};
