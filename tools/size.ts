import { bundleSize } from './bundle-size.ts';

interface Budget {
  name: string;
  /** Kilobytes of 1000 bytes, minified and gzipped, React left out. */
  limitKb: number;
  code: string;
}

/** What a page loads at once, each layer with those below it. The limits keep it from growing unseen: what is there, and 1 %. */
const budgets: Budget[] = [
  {
    name: 'protocol, as a client needs it',
    limitKb: 3.92,
    code: `export { applyEvents, applyHistory, applySubscribed, createServerFrameReader, encodeFrame } from './src/protocol/index.ts'`,
  },
  { name: 'client, and protocol', limitKb: 12.44, code: `export { createChatClient } from './src/client/index.ts'` },
  { name: 'hook, store, client and protocol', limitKb: 14.97, code: `export { useChatSocket } from './src/react/index.ts'` },
  { name: 'the parser of Markdown', limitKb: 7.51, code: `export * from './src/components/markdown/read-markdown.ts'` },
  { name: 'the whole window', limitKb: 38.98, code: `export { ChatWindow } from './src/index.ts'` },
];

for (const { name, limitKb, code } of budgets) {
  const { atOnce, later } = await bundleSize(code);
  const fits = atOnce <= limitKb;
  console.log(
    `${fits ? 'ok  ' : 'OVER'} ${atOnce.toFixed(2).padStart(6)} kB of ${limitKb} kB  ${name}, and ${later.toFixed(2)} kB when needed`,
  );
  if (!fits) process.exitCode = 1;
}
