import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MessageList } from '../../src/index.ts';
import { openChat } from './open-chat.tsx';

afterEach(() => vi.unstubAllGlobals());

describe('the width of the scrollbars', () => {
  it('is measured again when a list is shown that was hidden at first, or on another scale', () => {
    const onResizes: (() => void)[] = [];
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(onResize: () => void) {
          onResizes.push(onResize);
        }
        observe() {}
        disconnect() {}
      },
    );
    const offsetWidth = vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(0);
    openChat(<MessageList />);
    const list = screen.getByRole('log');
    expect(list.style.getPropertyValue('--chat-gutter')).toBe('0px');

    offsetWidth.mockReturnValue(30);
    act(() => onResizes.forEach((onResize) => onResize()));
    expect(list.style.getPropertyValue('--chat-gutter')).toBe('30px');
  });
});
