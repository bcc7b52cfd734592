import { lazy, Suspense } from 'react';
import { DemoPage } from './demo-page.tsx';

const StatusPage = lazy(async () => ({ default: (await import('./status/status-page.tsx')).StatusPage }));

/** What the address names: how the server is at `/status`, and the chat everywhere else. */
export function Page() {
  return window.location.pathname === '/status' ? (
    <Suspense>
      <StatusPage />
    </Suspense>
  ) : (
    <DemoPage />
  );
}
