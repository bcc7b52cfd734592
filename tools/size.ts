import { bundleSize } from './bundle-size.ts';

interface Budget {
  name: string;
  /** Kilobytes of 1000 bytes, minified and gzipped, React left out. */
  limitKb: number;
  code: string;
}

/** What a page loads at once. The limits keep it from growing unseen; the aim is 8 and 30 kB. */
const budgets: Budget[] = [
  { name: 'hook, store, client and protocol', limitKb: 12, code: `export { useChatSocket } from './src/react/index.ts'` },
  { name: 'the whole window', limitKb: 35.5, code: `export { ChatWindow } from './src/index.ts'` },
];

for (const { name, limitKb, code } of budgets) {
  const { atOnce, later } = await bundleSize(code);
  const fits = atOnce <= limitKb;
  console.log(
    `${fits ? 'ok  ' : 'OVER'} ${atOnce.toFixed(2).padStart(6)} kB of ${limitKb} kB  ${name}, and ${later.toFixed(2)} kB when needed`,
  );
  if (!fits) process.exitCode = 1;
}
