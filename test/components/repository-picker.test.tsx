import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { RepositoryPicker } from '../../src/index.ts';

function open(start: readonly string[] = []) {
  const onChange = vi.fn<(repos: readonly string[]) => void>();
  const onSubmit = vi.fn<() => void>();
  function Form() {
    const [repos, setRepos] = useState(start);
    return (
      <form onSubmit={onSubmit}>
        <RepositoryPicker
          repos={repos}
          className="mine"
          onChange={(next) => {
            onChange(next);
            setRepos(next);
          }}
        />
        <button type="button">Elsewhere</button>
      </form>
    );
  }
  render(<Form />);
  return { onChange, onSubmit, user: userEvent.setup(), field: () => screen.getByRole('textbox', { name: 'Add a repository' }) };
}

describe('a repository', () => {
  it.each([
    ['octo/tool{Enter}', 'octo/tool'],
    ['octo/tool#dev,', 'octo/tool#dev'],
    ['octo/tool ', 'octo/tool'],
    ['https://github.com/octo/tool.git{Enter}', 'octo/tool'],
    ['https://github.com/octo/tool/tree/feat/x{Enter}', 'octo/tool#feat/x'],
  ])('is added by writing %j, and sends nothing', async (text, name) => {
    const { user, field, onChange, onSubmit } = open();
    await user.type(field(), text);
    expect(onChange.mock.lastCall).toEqual([[name]]);
    expect(field()).toHaveValue('');
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('is added when the writer goes elsewhere', async () => {
    const { user, field, onChange } = open();
    await user.type(field(), 'octo/tool');
    await user.tab();
    expect(onChange.mock.lastCall).toEqual([['octo/tool']]);
  });

  it('that cannot be one is said to be wrong, and kept to be mended', async () => {
    const { user, field, onChange } = open();
    await user.type(field(), 'octo/..{Enter}');
    expect(onChange).not.toHaveBeenCalled();
    expect(field()).toHaveValue('octo/..');
    expect(field()).toBeInvalid();
    expect(field()).toHaveAccessibleDescription('Write owner/name or owner/name#branch.');
    await user.type(field(), 'x');
    expect(field()).toBeValid();
  });

  it('is there once', async () => {
    const { user, field, onChange } = open(['octo/tool']);
    await user.type(field(), 'octo/tool{Enter}');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('is removed by its button, or by Backspace, and the focus stays in the field', async () => {
    const { user, field, onChange } = open(['octo/one', 'octo/two', 'octo/three']);
    await user.click(screen.getByRole('button', { name: 'Remove octo/one' }));
    expect(onChange.mock.lastCall).toEqual([['octo/two', 'octo/three']]);
    expect(field()).toHaveFocus();
    await user.keyboard('{Backspace}');
    expect(onChange.mock.lastCall).toEqual([['octo/two']]);
  });
});

it.each([
  ['isComposing', { isComposing: true }],
  ['the key code of Safari', { keyCode: 229 }],
])('U10: an Enter that belongs to an input method adds nothing, told by %s', async (_, how) => {
  const { user, field, onChange } = open();
  await user.type(field(), 'octo/tool');
  const enter = createEvent.keyDown(field(), { key: 'Enter', ...how });
  fireEvent(field(), enter);
  expect(enter.defaultPrevented).toBe(false);
  expect(onChange).not.toHaveBeenCalled();
});

describe('the fifth', () => {
  const four = ['o/1', 'o/2', 'o/3', 'o/4'];

  it('leaves the focus on its button, for the field is gone', async () => {
    const { user, field } = open(four);
    await user.type(field(), 'o/5{Enter}');
    expect(screen.getByRole('button', { name: 'Remove o/5' })).toHaveFocus();
  });

  it('leaves the focus where the writer went', async () => {
    const { user, field } = open(four);
    await user.type(field(), 'o/5');
    await user.click(screen.getByRole('button', { name: 'Elsewhere' }));
    expect(screen.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
  });

  it('gives way to the field again, which has the focus', async () => {
    const { user, field } = open([...four, 'o/5']);
    await user.click(screen.getByRole('button', { name: 'Remove o/2' }));
    expect(field()).toHaveFocus();
  });
});

it('there are five at most', () => {
  open(['o/1', 'o/2', 'o/3', 'o/4', 'o/5']);
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
});

it('hands its own attributes on, in a group with a name', () => {
  open();
  expect(screen.getByRole('group', { name: 'Repositories' })).toHaveClass('chat-repositories', 'mine');
});
