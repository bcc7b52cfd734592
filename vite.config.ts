import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page that `dev` and `serve` show. */
export default defineConfig({
  plugins: [react()],
  root: fileURLToPath(new URL('./src/demo', import.meta.url)),
  build: { outDir: '../../dist/demo', emptyOutDir: true },
});
