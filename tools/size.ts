import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

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

const root = new URL('../', import.meta.url).pathname;

/** Sizes of what is loaded at once, and of what is loaded when it is needed. */
async function gzippedKb(code: string): Promise<{ atOnce: number; later: number }> {
  const entry = `${root}size-entry.ts`;
  const bundle = await rolldown({
    input: entry,
    external: /^react(-dom)?($|\/)/,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [{ name: 'entry', load: (id) => (id === entry ? code : null), resolveId: (id) => (id === entry ? id : null) }],
  });
  const { output } = await bundle.generate({ minify: true, comments: false });
  await bundle.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  const isLater = (name: string) => chunks.some((chunk) => chunk.dynamicImports.includes(name));
  const sizeOf = (some: typeof chunks) => some.reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length / 1000, 0);
  return {
    atOnce: sizeOf(chunks.filter(({ fileName }) => !isLater(fileName))),
    later: sizeOf(chunks.filter(({ fileName }) => isLater(fileName))),
  };
}

for (const { name, limitKb, code } of budgets) {
  const { atOnce, later } = await gzippedKb(code);
  const fits = atOnce <= limitKb;
  console.log(
    `${fits ? 'ok  ' : 'OVER'} ${atOnce.toFixed(2).padStart(6)} kB of ${limitKb} kB  ${name}, and ${later.toFixed(2)} kB when needed`,
  );
  if (!fits) process.exitCode = 1;
}
