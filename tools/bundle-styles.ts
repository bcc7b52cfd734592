import { mkdir, readFile, writeFile } from 'node:fs/promises';

const source = new URL('../src/components/styles.css', import.meta.url);
const target = new URL('../dist/styles.css', import.meta.url);

/** The style sheet with what it imports in place of each `@import`, in order. */
async function bundle(file: URL): Promise<string> {
  const css = await readFile(file, 'utf8');
  const pieces = css.split(/@import '(\.[^']+)';\n?/);
  return (await Promise.all(pieces.map(async (piece, place) => (place % 2 === 0 ? piece : bundle(new URL(piece, file)))))).join('');
}

const bundled = await bundle(source);
if (bundled.includes('@import')) throw new Error(`An @import was left in the styles. Write it as: @import './x.css';`);
await mkdir(new URL('.', target), { recursive: true });
await writeFile(target, bundled);
