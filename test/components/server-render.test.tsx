// @vitest-environment node
import { act, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { builtinEnvironments } from 'vitest/runtime';
import type * as library from '../../src/index.ts';
import { conversationId } from '../support/log-frames.ts';

const url = 'ws://localhost:8000/ws';
const ignore = () => undefined;

class SilentSocket {
  readonly readyState = 0;
  readonly addEventListener = ignore;
}

type Library = typeof library;

const chat = ({ ChatWindow, ConversationList, ThinkSwitch }: Library): ReactElement => (
  <>
    <ConversationList url={url} onSelect={ignore} onNew={ignore} />
    <ChatWindow url={url} conversationId={conversationId} controls={<ThinkSwitch isOn onChange={ignore} />} />
    <ChatWindow url={url} />
  </>
);

const renderOnServer = async () => renderToString(chat(await import('../../src/index.ts')));

/** Makes a browser of this place, which has got a page, and a draft of before in this tab. */
async function openBrowser(html: string, draft: string): Promise<HTMLElement> {
  const { teardown } = await builtinEnvironments.jsdom.setup(globalThis, {});
  onTestFinished(() => teardown(globalThis));
  // None of its timers outlives it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  const kept = JSON.stringify({ content: draft, files: [] });
  const sessionStorage = { getItem: (key: string) => (key.endsWith(conversationId) ? kept : null), setItem: ignore, removeItem: ignore };
  const globals = { sessionStorage, WebSocket: SilentSocket, IS_REACT_ACT_ENVIRONMENT: true };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  const page = document.body.appendChild(document.createElement('main'));
  page.innerHTML = html;
  return page;
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('on a server', () => {
  it('the window is rendered', async () => {
    const html = await renderOnServer();
    expect(html).toMatch(/<textarea [^>]*aria-label="Message"/);
    expect(html).toContain('role="log"');
  });

  it('no connection is kept for those it has rendered for', async () => {
    const { sharedRegistry } = await import('../../src/client/index.ts');
    expect(sharedRegistry().client(url)).not.toBe(sharedRegistry().client(url));
  });
});

it('a browser takes over what a server has rendered as it is, and then shows the draft of the tab', async () => {
  const page = await openBrowser(await renderOnServer(), 'One\nTwo');
  const field = page.querySelector('textarea');
  const onRecoverableError = vi.fn<(error: unknown) => void>();
  vi.resetModules();
  const [{ hydrateRoot }, library] = await Promise.all([import('react-dom/client'), import('../../src/index.ts')]);
  const root = await act(async () => hydrateRoot(page, chat(library), { onRecoverableError }));
  expect(onRecoverableError).not.toHaveBeenCalled();
  expect(page.querySelector('textarea')).toBe(field);
  expect([field?.value, field?.rows, field?.dir]).toEqual(['One\nTwo', 2, 'auto']);
  await act(async () => root.unmount());
});
