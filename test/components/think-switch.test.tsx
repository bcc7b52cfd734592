import { fireEvent, render, screen } from '@testing-library/react';
import type { MouseEvent } from 'react';
import { expect, it, vi } from 'vitest';
import { ThinkSwitch } from '../../src/index.ts';

it('tells that the writer wants it the other way, and whoever listens to its clicks of the click', () => {
  const onChange = vi.fn<(isOn: boolean) => void>();
  const onClick = vi.fn<(event: MouseEvent) => void>();
  render(<ThinkSwitch isOn={false} onChange={onChange} onClick={onClick} />);
  fireEvent.click(screen.getByRole('switch', { name: 'Think', checked: false }));
  expect(onChange.mock.calls).toEqual([[true]]);
  expect(onClick.mock.calls).toMatchObject([[{ type: 'click' }]]);
});
