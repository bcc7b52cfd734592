import { findChromium } from './find-chromium.ts';

if (!findChromium()) {
  console.error('These tests need Chromium. Install it (Debian: apt-get install chromium), or say where it is with CHROMIUM_PATH.');
  process.exitCode = 1;
}
