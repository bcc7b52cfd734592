import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

interface Budget {
  name: string;
  /** Kilobytes of 1000 bytes, minified and gzipped, React left out. */
  limitKb: number;
  code: string;
}

const budgets: Budget[] = [
  { name: 'hook, store, client and protocol', limitKb: 8, code: `export { useChatSocket } from './src/react/index.ts'` },
  { name: 'the whole window', limitKb: 30, code: `export { ChatWindow } from './src/index.ts'` },
];

const root = new URL('../', import.meta.url).pathname;

async function gzippedKb(code: string): Promise<number> {
  const entry = `${root}size-entry.ts`;
  const bundle = await rolldown({
    input: entry,
    external: /^react(-dom)?($|\/)/,
    platform: 'browser',
    logLevel: 'silent',
    plugins: [{ name: 'entry', load: (id) => (id === entry ? code : null), resolveId: (id) => (id === entry ? id : null) }],
  });
  const { output } = await bundle.generate({ minify: true, codeSplitting: false });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length / 1000;
}

for (const { name, limitKb, code } of budgets) {
  const kb = await gzippedKb(code);
  const fits = kb <= limitKb;
  console.log(`${fits ? 'ok  ' : 'OVER'} ${kb.toFixed(2).padStart(6)} kB of ${limitKb} kB  ${name}`);
  if (!fits) process.exitCode = 1;
}
