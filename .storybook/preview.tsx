import type { Preview } from '@storybook/react-vite';
import '../src/components/styles.css';
import { startChat } from './chat-loader.ts';
import { defaultValues } from './default-values.ts';
import './preview.css';

const preview: Preview = {
  loaders: [startChat],
  argTypesEnhancers: [defaultValues],
  decorators: [
    (Story, { parameters: { theme, dir, layout } }) => (
      <div className="story" data-theme={theme} data-layout={layout} dir={dir}>
        <Story />
      </div>
    ),
  ],
  parameters: {
    layout: 'fullscreen',
    options: { storySort: { order: ['Start here', 'What people expect', 'ChatWindow', ['A conversation', 'In all states'], 'Parts'] } },
    a11y: { test: 'error' },
    controls: { disableSaveFromUI: true },
    viewport: {
      options: {
        phone: { name: 'Phone', styles: { width: '390px', height: '844px' } },
        zoomed: { name: '1280 × 800 at 200 %', styles: { width: '640px', height: '400px' } },
      },
    },
  },
  tags: ['autodocs'],
};

export default preview;
