import { cleanup, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { DraftStorage } from '../../src/client/index.ts';
import { Composer } from '../../src/index.ts';
import { asked, committed, openChat } from './open-chat.tsx';

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

/** A tab of a browser: what it keeps outlives its pages. */
function openTab() {
  const kept = new Map<string, string>();
  const storage: DraftStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  return {
    kept,
    load() {
      cleanup();
      return openChat(<Composer />, { draftStorage: () => storage });
    },
  };
}

describe('U16: the draft of a conversation', () => {
  it('is there again after a reload, before the server is', async () => {
    const tab = openTab();
    const chat = tab.load();
    await chat.hold();
    await userEvent.setup().type(field(), 'half a tho');
    tab.load();
    expect(field()).toHaveValue('half a tho');
  });

  it('written before the server was there is not lost when it comes', async () => {
    const tab = openTab();
    const chat = tab.load();
    await userEvent.setup().type(field(), 'early');
    await chat.hold();
    expect(field()).toHaveValue('early');
    tab.load();
    expect(field()).toHaveValue('early');
  });

  it('is gone once it is sent', async () => {
    const tab = openTab();
    const chat = tab.load();
    await chat.hold();
    await userEvent.setup().type(field(), 'sent{Enter}');
    tab.load();
    expect(field()).toHaveValue('');
  });

  it('is kept where it could not be taken', async () => {
    const tab = openTab();
    const chat = tab.load();
    await chat.hold(...asked);
    for (let message = 0; message <= 100; message += 1) {
      fireEvent.change(field(), { target: { value: `message ${message}` } });
      fireEvent.keyDown(field(), { key: 'Enter' });
    }
    expect(screen.getByRole('alert')).toHaveTextContent('Too many messages wait');
    tab.load();
    expect(field()).toHaveValue('message 100');
  });

  it('R3.13: of one user is not shown to the next', async () => {
    const tab = openTab();
    const chat = tab.load();
    await chat.hold();
    await userEvent.setup().type(field(), 'of u1');
    await committed(() => {
      chat.socket().close(1006);
      chat.world.advance(1000);
    });
    await committed(() => chat.socket().welcome({ user_id: 'u2' }));
    expect(field()).toHaveValue('');
  });
});

describe('a text that is too long', () => {
  it('is said before it is sent, and stays to be shortened', async () => {
    const chat = openChat(<Composer />);
    await chat.hold();
    const tooLong = 'ü'.repeat(128 * 1024 + 1);
    fireEvent.change(field(), { target: { value: tooLong } });
    expect(screen.getByRole('alert')).toHaveTextContent('a message holds 262 KB of text');
    expect(field()).toHaveAccessibleDescription(/too long/);
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(field().value).toHaveLength(tooLong.length);
    fireEvent.change(field(), { target: { value: tooLong.slice(1) } });
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(chat.socket().sent('Message')).toHaveLength(1);
  });
});
