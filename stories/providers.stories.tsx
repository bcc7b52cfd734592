import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import type { StoryChat } from '../.storybook/chat-loader.ts';
import { ChatProvider, Composer, LabelsProvider, MarkdownProvider, MessageList } from '../src/index.ts';
import { katexMath } from '../src/math/index.ts';
import { seeded } from './scenarios.ts';
import { formulas } from './texts.ts';

/**
 * What is around the parts of a chat that is put together by hand: `ChatProvider` gives them a conversation, `LabelsProvider` other words, and
 * `MarkdownProvider` formulas and images. `ChatWindow` has all three inside, and takes what they take as props.
 */
const meta = {
  title: 'Parts/Providers',
  component: ChatProvider,
  subcomponents: { LabelsProvider, MarkdownProvider },
  args: { url: 'ws://localhost:8000/ws' },
  render: (args, { loaded }) => (
    <ChatProvider {...args} {...(loaded as StoryChat)}>
      <LabelsProvider labels={words}>
        <MarkdownProvider math={katexMath}>
          <div style={{ display: 'grid', gridTemplateRows: 'minmax(0, 1fr) auto', blockSize: '100%', paddingBlockEnd: '1rem' }}>
            <MessageList />
            <Composer style={{ marginInline: 'var(--chat-edge)' }} />
          </div>
        </MarkdownProvider>
      </LabelsProvider>
    </ChatProvider>
  ),
  parameters: {
    chat: seeded({ role: 'user', content: 'Was kostet die Masse?' }, { role: 'assistant', content: formulas }),
    docs: { story: { inline: false, iframeHeight: 480 } },
  },
} satisfies Meta<typeof ChatProvider>;

const words = { placeholder: 'Frag etwas', message: 'Nachricht', send: 'Senden' };

export default meta;
type Story = StoryObj<typeof meta>;

export const AllThree: Story = {
  tags: ['U38'],
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByPlaceholderText('Frag etwas')).toBeVisible();
    await expect(await canvas.findByText(/The energy at rest/)).toBeVisible();
    await expect(canvasElement).not.toHaveTextContent('$E = mc^2$');
  },
};
