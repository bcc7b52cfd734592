import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { TextPartView } from '../../src/index.ts';
import { partText } from '../../src/protocol/index.ts';

const show = (markdown: string, isStreaming = false) => (
  <TextPartView part={{ type: 'text', text: partText(markdown) }} isStreaming={isStreaming} />
);
const code = 'const one = "1"; // a word\nfunction two() {\n\treturn `${one}`;\n}';

/** What the browser says of the elements here: jsdom, which lays nothing out, says nothing. */
function layOut(isNear: () => boolean, isShown = () => true): void {
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => callback());
  HTMLElement.prototype.checkVisibility = (options) => isShown() && (options?.contentVisibilityAuto !== true || isNear());
  onTestFinished(() => void Reflect.deleteProperty(HTMLElement.prototype, 'checkVisibility'));
}

afterEach(() => vi.unstubAllGlobals());

describe('colours of code', () => {
  it.each(['ts', 'js', 'py', 'json', 'rust', 'sh', 'java', 'TSX'])('leave it letter for letter as it was: %s', async (language) => {
    layOut(() => true);
    const { container } = render(show(`\`\`\`${language}\n${code}\n\`\`\``));
    await waitFor(() => expect(container.querySelector('[data-code]')).not.toBeNull());
    expect(container.querySelector('pre')?.textContent).toBe(code);
  });

  it('wait until it is whole', async () => {
    const isNear = vi.fn<() => boolean>(() => true);
    layOut(isNear);
    const { rerender } = render(show('```ts\nconst a = 1;', true));
    expect(isNear).not.toHaveBeenCalled();
    await act(async () => rerender(show('```ts\nconst a = 1;\n```\n', true)));
    expect(isNear).toHaveBeenCalledOnce();
  });

  it('wait until it comes near the screen', async () => {
    let isNear = false;
    layOut(() => isNear);
    const { container } = render(show('```ts\nconst a = 1;\n```\n'));
    await act(async () => undefined);
    expect(container.querySelector('[data-code]')).toBeNull();
    isNear = true;
    container.dispatchEvent(new Event('contentvisibilityautostatechange'));
    await waitFor(() => expect(container.querySelector('[data-code]')).not.toBeNull());
  });

  it('come in a shadow tree too', async () => {
    let isNear = false;
    layOut(() => isNear);
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    onTestFinished(() => root.host.remove());
    const container = root.appendChild(document.createElement('div'));
    render(show('```ts\nconst a = 1;\n```\n'), { container });
    isNear = true;
    container.dispatchEvent(new Event('contentvisibilityautostatechange', { bubbles: true }));
    await waitFor(() => expect(container.querySelector('[data-code]')).not.toBeNull());
  });

  it('do not wait for a chat that is not shown yet, which would come near without a word', async () => {
    layOut(
      () => false,
      () => false,
    );
    const { container } = render(show('```ts\nconst a = 1;\n```\n'));
    await waitFor(() => expect(container.querySelector('[data-code]')).not.toBeNull());
  });

  it('ask nothing more once the code is gone', async () => {
    const isNear = vi.fn<() => boolean>(() => false);
    layOut(isNear);
    const { container, unmount } = render(show('```ts\nconst a = 1;\n```\n'));
    unmount();
    container.dispatchEvent(new Event('contentvisibilityautostatechange'));
    expect(isNear).toHaveBeenCalledOnce();
  });

  it('do not come for a language that nobody knows', async () => {
    layOut(() => true);
    const { container } = render(show('```__proto__\nconst a = 1;\n```'));
    await act(async () => undefined);
    expect(container.querySelector('[data-code]')).toBeNull();
  });
});

describe('U5: the copy button of code', () => {
  it('copies all of it, and says so', async () => {
    const user = userEvent.setup();
    render(show(`\`\`\`ts\n${code}\n\`\`\``));
    await user.click(screen.getByRole('button', { name: 'Copy code' }));
    expect(await navigator.clipboard.readText()).toBe(code);
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });
});
