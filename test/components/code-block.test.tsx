import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TextPartView } from '../../src/index.ts';
import { partText } from '../../src/protocol/index.ts';

const show = (markdown: string, isStreaming = false) => (
  <TextPartView part={{ type: 'text', text: partText(markdown) }} isStreaming={isStreaming} />
);
const code = 'const one = "1"; // a word\nfunction two() {\n\treturn `${one}`;\n}';

/** Everything is on the screen as soon as somebody asks. */
class Screen {
  readonly #callback: IntersectionObserverCallback;
  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback;
  }
  observe(target: Element): void {
    const entry = { isIntersecting: true, target } as unknown as IntersectionObserverEntry; // the part that is looked at
    queueMicrotask(() => this.#callback([entry], this as unknown as IntersectionObserver));
  }
  disconnect(): void {
    this.#callback.bind(this);
  }
}

afterEach(() => vi.unstubAllGlobals());

describe('colours of code', () => {
  it.each(['ts', 'js', 'py', 'json', 'rust', 'sh', 'java', 'TSX'])('leave it letter for letter as it was: %s', async (language) => {
    vi.stubGlobal('IntersectionObserver', Screen);
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => callback());
    const { container } = render(show(`\`\`\`${language}\n${code}\n\`\`\``));
    await waitFor(() => expect(container.querySelector('[data-code]')).not.toBeNull());
    expect(container.querySelector('pre')?.textContent).toBe(code);
  });

  it('wait until it is whole', async () => {
    const observe = vi.fn<Screen['observe']>();
    vi.stubGlobal(
      'IntersectionObserver',
      class extends Screen {
        override observe = observe;
      },
    );
    const { rerender } = render(show('```ts\nconst a = 1;', true));
    expect(observe).not.toHaveBeenCalled();
    await act(async () => rerender(show('```ts\nconst a = 1;\n```\n', true)));
    expect(observe).toHaveBeenCalledOnce();
  });

  it('do not come for a language that nobody knows', async () => {
    vi.stubGlobal('IntersectionObserver', Screen);
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => callback());
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
