/** Every part of the benchmark, and the page of it. A part that is named on the command line is run alone. `npm run bench` */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync(new URL('peers/node_modules', import.meta.url))) {
  console.error('The peers are not installed: run `npm ci` in bench/peers.');
  process.exit(2);
}
const parts = ['size', 'wire', 'server', 'start', 'render'];
const wanted = process.argv.slice(2);
for (const part of wanted.length > 0 ? wanted : parts) {
  console.log(`\n== ${part}`);
  const { status } = spawnSync(process.execPath, [new URL(`${part}/measure.ts`, import.meta.url).pathname], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
await import('./report.ts');
