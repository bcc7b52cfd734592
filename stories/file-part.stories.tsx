import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { FilePartView, MessageFiles } from '../src/index.ts';
import type { FilePart } from '../src/protocol/index.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="160"><rect width="240" height="160" fill="#2452c7"/></svg>';
const text: FilePart = { type: 'file', name: 'minutes.md', media_type: 'text/markdown', data: btoa('# Minutes\n'), size: 10 };
const long: FilePart = { ...text, name: 'the minutes of all the meetings that we have had since we began to meet.md', size: 48_213 };

/** A file of a message, as a picture or a line; it is saved at a press. `MessageFiles` shows all that a question brought. */
const meta = {
  title: 'Parts/FilePartView',
  component: FilePartView,
  subcomponents: { MessageFiles },
  args: { part: text },
  parameters: { layout: 'padded' },
} satisfies Meta<typeof FilePartView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Line: Story = {
  tags: ['U14'],
  play: async ({ canvas }) => expect(canvas.getByRole('link', { name: 'Download minutes.md' })).toBeVisible(),
};

export const LongName: Story = { args: { part: long } };

/** An SVG is a document, and not shown as a picture. */
export const Vector: Story = {
  args: { part: { type: 'file', name: 'drawing.svg', media_type: 'image/svg+xml', data: btoa(svg), size: svg.length } },
  play: async ({ canvas }) => expect(canvas.queryByRole('img')).not.toBeInTheDocument(),
};

export const Several: Story = {
  render: () => <MessageFiles message={{ parts: [text, long] }} />,
  play: async ({ canvas }) => expect(canvas.getAllByRole('listitem')).toHaveLength(2),
};

export const Dark: Story = { ...Several, parameters: { theme: 'dark' } };
