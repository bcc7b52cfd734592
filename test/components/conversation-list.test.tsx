import { act, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { changed, removed } from '../support/list-frames.ts';
import { conversationId, otherId } from '../support/log-frames.ts';
import { committed } from './open-chat.tsx';
import { openList, row, titles } from './open-list.tsx';

const thirdId = '33333333-3333-4333-8333-333333333333';
const three = [
  { id: thirdId, title: 'Third' },
  { id: otherId, title: 'Second' },
  { id: conversationId, title: 'First' },
];

describe('the rows', () => {
  it('open a conversation, and mark the one that is shown', async () => {
    const { onSelect } = await openList(three, { conversationId });
    expect(titles()).toEqual(['First', 'Second', 'Third']);
    expect(row('First')).toHaveAttribute('aria-current', 'page');
    expect(row('Second')).not.toHaveAttribute('aria-current');
    await userEvent.click(row('Second'));
    expect(onSelect).toHaveBeenCalledExactlyOnceWith(otherId);
  });

  it('say what happens in a conversation', async () => {
    const { say, world } = await openList([{ title: 'Sums', status: 'answering' }]);
    expect(row('Sums, Answering')).toBeInTheDocument();
    await say(changed(2, 'Sums', { status: 'awaiting', updated_at: world.environment.now() }));
    expect(row('Sums, Waits for your approval')).toBeInTheDocument();
    await say(changed(3, 'Sums', { updated_at: world.environment.now() }));
    expect(row('Sums')).toBeInTheDocument();
  });

  it('follow what other tabs do', async () => {
    const { say, world } = await openList(three);
    const now = world.environment.now();
    await say(changed(4, 'Second, renamed', { id: otherId, updated_at: now }));
    await say(removed(5, thirdId));
    await say(changed(6, 'Begun elsewhere', { id: '44444444-4444-4444-8444-444444444444', updated_at: now + 1 }));
    expect(titles()).toEqual(['Begun elsewhere', 'Second, renamed', 'First']);
  });

  it('have a word where there is no title', async () => {
    await openList([{ title: '' }]);
    expect(row('Untitled chat')).toBeInTheDocument();
  });

  it('stand under the day by the server’s clock', async () => {
    const day = 24 * 60 * 60_000;
    const noon = new Date(1_000_000).setHours(12, 0, 0, 0);
    const { world, say } = await openList([]);
    await committed(() => world.freeze(noon + 10 * day - world.environment.now()));
    await say(changed(1, 'Now', { updated_at: noon + 10 * day }));
    await say(changed(2, 'One', { id: otherId, updated_at: noon + 9 * day }));
    await say(changed(3, 'Seven', { id: thirdId, updated_at: noon + 3 * day }));
    await say(changed(4, 'Eight', { id: '44444444-4444-4444-8444-444444444444', updated_at: noon + 2 * day }));
    const groups = screen
      .getAllByRole('region')
      .map((group) => [group.getAttribute('aria-label'), within(group).getByRole('listitem').textContent]);
    expect(groups).toEqual([
      ['Today', 'Now'],
      ['Yesterday', 'One'],
      ['Previous 7 days', 'Seven'],
      ['Older', 'Eight'],
    ]);
  });
});

describe('U36: the keyboard', () => {
  it('comes in at the conversation that is shown, and moves by arrows', async () => {
    await openList(three, { conversationId: otherId });
    const user = userEvent.setup();
    await user.tab();
    await user.tab();
    await user.tab();
    expect(row('Second')).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(row('Third')).toHaveFocus();
    await user.keyboard('{ArrowDown}{Home}');
    expect(row('First')).toHaveFocus();
    await user.keyboard('{ArrowUp}{End}');
    expect(row('Third')).toHaveFocus();
  });

  it('opens by Enter', async () => {
    const { onSelect } = await openList(three);
    act(() => row('Second').focus());
    await userEvent.keyboard('{Enter}');
    expect(onSelect).toHaveBeenCalledExactlyOnceWith(otherId);
  });

  it('renames by F2: Enter takes the title, and the focus returns', async () => {
    const { world } = await openList(three);
    act(() => row('Second').focus());
    const user = userEvent.setup();
    await user.keyboard('{F2}');
    const field = screen.getByRole('textbox', { name: 'Title' });
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, ' A better one {Enter}');
    await committed(() => undefined);
    expect(row('A better one')).toHaveFocus();
    expect(world.socket().sent('Rename')).toMatchObject([{ conversation_id: otherId, title: 'A better one' }]);
  });

  it('renames by F2: Escape leaves the title, and the focus returns', async () => {
    const { world } = await openList(three);
    act(() => row('Second').focus());
    await userEvent.keyboard('{F2}nothing{Escape}');
    expect(row('Second')).toHaveFocus();
    expect(world.socket().sent('Rename')).toEqual([]);
  });

  it('U10: leaves the Enter of an input method alone', async () => {
    await openList(three);
    act(() => row('Second').focus());
    await userEvent.keyboard('{F2}');
    const field = screen.getByRole('textbox', { name: 'Title' });
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 });
    expect(field).toBeInTheDocument();
  });

  it('deletes by Delete, and goes on at the next row', async () => {
    const { world } = await openList(three);
    act(() => row('Second').focus());
    await userEvent.keyboard('{Delete}');
    await committed(() => undefined);
    expect(titles()).toEqual(['First', 'Third']);
    expect(row('Third')).toHaveFocus();
    expect(world.socket().sent('Delete')).toMatchObject([{ conversation_id: otherId }]);
  });

  it('leaves the keys of a field to the field', async () => {
    const { world } = await openList(three);
    act(() => row('Second').focus());
    await userEvent.keyboard('{F2}{Home}{Delete}{Enter}');
    expect(world.socket().sent('Delete')).toEqual([]);
    expect(world.socket().sent('Rename')).toMatchObject([{ title: expect.stringMatching(/./) }]);
  });
});

it('takes a title that was written when the field is left', async () => {
  const { world } = await openList(three);
  await userEvent.click(screen.getByRole('button', { name: 'Rename First' }));
  await userEvent.clear(screen.getByRole('textbox', { name: 'Title' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Title' }), 'Left');
  await userEvent.click(screen.getByRole('searchbox'));
  expect(world.socket().sent('Rename')).toMatchObject([{ title: 'Left' }]);
  expect(screen.getByRole('searchbox')).toHaveFocus();
});

it('U34: opens the actions of a row where nothing can hover, by a button that says which they are and stands before them', async () => {
  await openList(three);
  const more = screen.getByRole('button', { name: 'More for First' });
  const actions = document.getElementById(more.getAttribute('aria-controls') ?? '') ?? document.body;
  expect(within(actions).getAllByRole('button')).toHaveLength(2);
  expect(more.compareDocumentPosition(actions) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  await userEvent.click(more);
  expect(more).toHaveAttribute('aria-expanded', 'true');
});

describe('a conversation that was deleted', () => {
  afterEach(() => vi.useRealTimers());

  it('comes back by Undo', async () => {
    const { world } = await openList(three);
    await userEvent.click(screen.getByRole('button', { name: 'Delete Second' }));
    expect(screen.getByRole('status')).toHaveTextContent('Deleted “Second”');
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await committed(() => undefined);
    expect(world.socket().sent('Restore')).toMatchObject([{ conversation_id: otherId }]);
    expect(row('Second')).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  it('gives way to a new one where it was shown, and is shown again by Undo', async () => {
    const { onNew, onSelect, rerender } = await openList(three, { conversationId });
    await userEvent.click(screen.getByRole('button', { name: 'Delete First' }));
    expect(onNew).toHaveBeenCalledOnce();
    rerender({ conversationId: thirdId });
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(onSelect).toHaveBeenCalledExactlyOnceWith(conversationId);
  });

  it('U35: leaves the focus in the list where it was shown, and a page that wants to know can tell it from a new one', async () => {
    const onCurrentDeleted = vi.fn<() => void>();
    const { onNew } = await openList(three, { conversationId, onCurrentDeleted });
    act(() => row('First').focus());
    await userEvent.keyboard('{Delete}');
    expect(onCurrentDeleted).toHaveBeenCalledExactlyOnceWith();
    expect(onNew).not.toHaveBeenCalled();
    expect(row('Second')).toHaveFocus();
  });

  it('is told of for 10 s though the one before it was brought back', async () => {
    await openList(three);
    await userEvent.click(screen.getByRole('button', { name: 'Delete Second' }));
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await committed(() => undefined);
    vi.useFakeTimers();
    fireEvent.click(screen.getByRole('button', { name: 'Delete Second' }));
    act(() => {
      vi.advanceTimersByTime(10_000);
    });
    expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  it('can be brought back for 10 s of its own after one with the same title', async () => {
    await openList([
      { id: thirdId, title: 'Same' },
      { id: otherId, title: 'Same' },
    ]);
    vi.useFakeTimers();
    const remove = () => fireEvent.click(screen.getAllByRole('button', { name: 'Delete Same' })[0] ?? document.body);
    const pass = (ms: number) =>
      act(() => {
        vi.advanceTimersByTime(ms);
      });
    remove();
    pass(9000);
    remove();
    pass(9000);
    expect(screen.getByRole('button', { name: 'Undo' })).toBeInTheDocument();
    pass(1000);
    expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  it('can be brought back for 10 s, and for as long as somebody is at it', async () => {
    await openList(three);
    vi.useFakeTimers();
    const undo = () => screen.queryByRole('button', { name: 'Undo' });
    const pass = (ms: number) =>
      act(() => {
        vi.advanceTimersByTime(ms);
      });
    fireEvent.click(screen.getByRole('button', { name: 'Delete Second' }));
    pass(9999);
    expect(undo()).toBeInTheDocument();
    const notice = undo()?.parentElement ?? document.body;
    fireEvent.pointerEnter(notice);
    pass(60_000);
    act(() => undo()?.focus());
    fireEvent.pointerLeave(notice);
    pass(60_000);
    expect(undo()).toBeInTheDocument();
    act(() => undo()?.blur());
    pass(9999);
    expect(undo()).toBeInTheDocument();
    pass(1);
    expect(undo()).not.toBeInTheDocument();
  });
});

describe('the search', () => {
  it('finds titles whatever their case and accents', async () => {
    await openList([
      { id: conversationId, title: 'Ein Café in Ålborg' },
      { id: otherId, title: 'Something else' },
    ]);
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search chats' }), 'alborg CAFE');
    expect(titles()).toEqual(['Ein Café in Ålborg']);
  });

  it('U35: loses no focus with a row that is not found any more, and takes none back from the field', async () => {
    await openList(three);
    const search = screen.getByRole('searchbox');
    await userEvent.type(search, 'second');
    act(() => row('Second').focus());
    await userEvent.keyboard('{F2}');
    await userEvent.keyboard('Other{Enter}');
    await committed(() => undefined);
    expect(titles()).toEqual([]);
    expect(screen.getByRole('button', { name: 'New chat' })).toHaveFocus();
    await userEvent.clear(search);
    expect(titles()).toContain('Other');
    expect(search).toHaveFocus();
  });

  it('U35: loses no focus with an Undo whose row is not found', async () => {
    await openList(three);
    await userEvent.click(screen.getByRole('button', { name: 'Delete Second' }));
    const search = screen.getByRole('searchbox');
    await userEvent.type(search, 'first');
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await committed(() => undefined);
    expect(screen.getByRole('button', { name: 'New chat' })).toHaveFocus();
    await userEvent.clear(search);
    expect(titles()).toContain('Second');
    expect(search).toHaveFocus();
  });

  it('says that nothing was found', async () => {
    await openList(three);
    await userEvent.type(screen.getByRole('searchbox'), 'xyz');
    expect(titles()).toEqual([]);
    expect(screen.getByText('No chat has a title like that.')).toHaveAttribute('role', 'status');
  });
});

describe('U31: a list without a row', () => {
  it('that is empty says so', async () => {
    await openList([]);
    expect(screen.getByText(/^No chats yet/)).toBeInTheDocument();
  });

  it('that has not come says so', async () => {
    await openList();
    expect(screen.getByText('Loading your chats…')).toHaveClass('chat-delayed');
  });

  it('that the server does not give looks different, and can be asked for again', async () => {
    const { world } = await openList();
    const [{ request_id = '' } = {}] = world.socket().sent('Subscribe');
    await committed(() =>
      world.socket().say({ type: 'Error', layer: 'message', code: 'invalid_field', message: '', retryable: false, request_id }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent('Your chats could not be loaded.');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(world.socket().sent('Subscribe')).toHaveLength(2);
  });

  it('that cannot be reached looks different too', async () => {
    const { world } = await openList();
    world.page.isOnline = false;
    await committed(() => world.socket().close(1006));
    expect(screen.getByRole('alert')).toBeInTheDocument();
  });
});

it('begins a new conversation', async () => {
  const { onNew } = await openList([]);
  await userEvent.click(screen.getByRole('button', { name: 'New chat' }));
  expect(onNew).toHaveBeenCalledOnce();
});

it('U38: takes other words, and hands class, ref and other attributes to its element', async () => {
  const ref = { current: null };
  await openList([], { labels: { conversations: 'Gespräche' }, className: 'mine', ref });
  const nav = screen.getByRole('navigation', { name: 'Gespräche' });
  expect(nav).toHaveClass('chat-conversations', 'mine');
  expect(ref.current).toBe(nav);
});
