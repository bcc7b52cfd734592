import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/** What a page loads, in kilobytes of 1000 bytes, minified and gzipped, React left out. */
export interface BundleSize {
  readonly atOnce: number;
  /** What is loaded when it is needed. */
  readonly later: number;
}

const root = new URL('../', import.meta.url).pathname;

/** The size of what a module with this code would bring with it. Paths in it start at the root of the repository. */
export async function bundleSize(code: string): Promise<BundleSize> {
  const entry = `${root}size-entry.ts`;
  const bundle = await rolldown({
    input: entry,
    external: /^react(-dom)?($|\/)/,
    platform: 'browser',
    // As of an app, which nobody imports: what it shares with what comes later is not cut out of it.
    preserveEntrySignatures: 'allow-extension',
    logLevel: 'silent',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [{ name: 'entry', load: (id) => (id === entry ? code : null), resolveId: (id) => (id === entry ? id : null) }],
  });
  const { output } = await bundle.generate({ minify: true, comments: false });
  await bundle.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loadedAtOnce = new Set<string>();
  const load = (name: string) => {
    if (loadedAtOnce.has(name)) return;
    loadedAtOnce.add(name);
    byName.get(name)?.imports.forEach(load);
  };
  for (const chunk of chunks) if (chunk.isEntry) load(chunk.fileName);
  const sizeOf = (some: typeof chunks) => some.reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length / 1000, 0);
  return {
    atOnce: sizeOf(chunks.filter(({ fileName }) => loadedAtOnce.has(fileName))),
    later: sizeOf(chunks.filter(({ fileName }) => !loadedAtOnce.has(fileName))),
  };
}
