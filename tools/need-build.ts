import { existsSync } from 'node:fs';

// What is served is what was built; without it Node.js would only name a file that is not there.
if (!existsSync(new URL('../dist/server/cli.js', import.meta.url))) {
  console.error('Nothing is built yet. Run npm run build first, or npm run dev, which needs no build.');
  process.exitCode = 2;
}
