import type { Page } from '@playwright/test';

/**
 * Stops a tab as a browser freezes one: no script of it runs, no timer fires, and its socket and its locks stay. The returned function
 * has it go on. (A headless Chromium takes `Page.setWebLifecycleState` and freezes nothing.)
 */
export async function stopScript(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const stopped = new Promise((resolve) => session.once('Debugger.paused', resolve));
  await session.send('Debugger.enable');
  const statement = session.send('Runtime.evaluate', { expression: 'debugger' });
  await stopped;
  return async () => {
    await session.send('Debugger.resume');
    await statement;
    await session.detach();
  };
}
