import { glob, readFile } from 'node:fs/promises';

const dist = new URL('../dist/', import.meta.url);
const faults: string[] = [];
const expectThat = (holds: boolean, fault: string): void => void (holds || faults.push(fault));

const entry = await readFile(new URL('index.js', dist), 'utf8');
expectThat(/^["']use client["'];/.test(entry), `index.js does not begin with 'use client'`);

const styles = await readFile(new URL('styles.css', dist), 'utf8');
expectThat(styles.includes('--chat-'), 'styles.css holds no tokens');

for await (const file of glob('{index.js,{client,store,protocol,react,components}/**/*.js}', { cwd: dist })) {
  const code = await readFile(new URL(file, dist), 'utf8');
  expectThat(!/from ["'](node:|ws["'/])/.test(code), `${file} imports what no browser has`);
  expectThat(!/["'][^"']+\.css["']/.test(code), `${file} imports a style sheet, which is the application's to do`);
}

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
