/** M8: what a page loads, React left out. `npm run bench:size` */
import { bundleSize } from '../../tools/bundle-size.ts';
import { versionsOf } from '../here.ts';
import { keepResults, type Measurement } from '../measurement.ts';

async function sizes(title: string, goal: string, modules: Readonly<Record<string, string>>): Promise<Measurement> {
  const contenders = [];
  for (const [name, code] of Object.entries(modules)) {
    const { atOnce } = await bundleSize(code);
    console.log(`${name}: ${atOnce.toFixed(1)} kB`);
    contenders.push({ name, values: [atOnce] });
  }
  return { mark: 'M8', title, unit: 'kB gzip', goal, isRatio: false, contenders };
}

const measurements = [
  await sizes('Hook, store, client and protocol', 'at most 8', {
    'useChat of the AI SDK': `export { useChat } from './bench/peers/node_modules/@ai-sdk/react/dist/index.js'`,
    'react-chat-socket': `export { useChatSocket } from './src/react/index.ts'`,
  }),
  await sizes('The whole window with streaming Markdown, what is loaded at once', 'at most 30', {
    'useChat and Streamdown, no window': `export { useChat } from './bench/peers/node_modules/@ai-sdk/react/dist/index.js'; export { Streamdown } from './bench/peers/node_modules/streamdown/dist/index.js'`,
    'react-chat-socket': `export { ChatWindow } from './src/index.ts'`,
  }),
];
await keepResults('size', measurements, versionsOf(['@ai-sdk/react', 'streamdown']));
