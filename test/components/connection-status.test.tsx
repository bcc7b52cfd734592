import { act, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Composer, ConnectionStatus } from '../../src/index.ts';
import { conversationId, otherId } from '../support/log-frames.ts';
import { openChat } from './open-chat.tsx';

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

const stepMs = 50;

/** Opens the part; time passes for the page and for the client alike. */
function open(beside?: ReactNode) {
  const { world, page, registry } = openChat(
    <>
      <ConnectionStatus />
      {beside}
    </>,
  );
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      act(() => {
        world.advance(stepMs);
        vi.advanceTimersByTime(stepMs);
      });
    }
  };
  return {
    world,
    page,
    registry,
    pass,
    lose: (code = 1006) => act(() => world.socket().close(code)),
    welcome: () => act(() => world.socket().welcome()),
  };
}

/** As `open`, on a live connection. */
function openLive(beside?: ReactNode) {
  const opened = open(beside);
  opened.welcome();
  opened.pass(stepMs);
  // The next try comes as late as it may.
  opened.world.random = 0.999;
  return opened;
}

describe('U29: trouble', () => {
  it('is not spoken of while it is short', () => {
    const { world, pass, lose, welcome } = openLive();
    world.random = 0.5;
    lose();
    pass(600);
    welcome();
    pass(2000);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('is told after a second, with a countdown and a way to try at once', () => {
    const { world, pass, lose } = openLive();
    lose();
    pass(950);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    pass(150);
    lose();
    pass(100);
    expect(screen.getByRole('status')).toHaveTextContent('Connection lost');
    expect(screen.getByText('retry in 2 s')).toHaveAttribute('aria-hidden', 'true');
    const { length } = world.sockets;
    act(() => screen.getByRole('button', { name: 'Retry now' }).click());
    expect(world.sockets).toHaveLength(length + 1);
    pass(stepMs);
    expect(screen.getByText('reconnecting…')).toBeVisible();
  });

  it('says how many messages will be sent, of all conversations', () => {
    const { world, pass, lose, registry } = openLive();
    world.page.isOnline = false;
    lose();
    pass(1000);
    lose();
    const client = registry.client('ws://localhost:8000/ws');
    client.send({ conversationId, content: 'here' });
    pass(stepMs);
    expect(screen.getByRole('status')).toHaveTextContent('You’re offline, 1 message will be sent');
    client.send({ conversationId: otherId, content: 'elsewhere' });
    pass(stepMs);
    expect(screen.getByRole('status')).toHaveTextContent('You’re offline, 2 messages will be sent');
  });

  it('names a server that nobody can reach', () => {
    const { pass, lose } = openLive();
    for (const waitMs of [1000, 2000, 4000, 8000, 16_000]) {
      lose();
      pass(waitMs);
    }
    lose();
    pass(stepMs);
    expect(screen.getByRole('status')).toHaveTextContent('The server can’t be reached');
  });

  it('is over: that is told for a moment', () => {
    const { pass, lose, welcome } = openLive();
    lose();
    pass(1200);
    welcome();
    pass(100);
    expect(screen.getByRole('status')).toHaveTextContent('Connected again');
    pass(3000);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('is not what a first connection has that takes long: it has never been there, and does not come back', () => {
    const { pass, lose, welcome } = open();
    pass(950);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    pass(100);
    expect(screen.getByRole('status')).toHaveTextContent('Connecting…');
    lose();
    pass(stepMs);
    expect(screen.getByRole('status')).toHaveTextContent('Connecting…');
    expect(screen.getByRole('button', { name: 'Retry now' })).toBeVisible();
    pass(2000);
    welcome();
    pass(stepMs);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    lose();
    pass(900);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
    pass(200);
    lose();
    pass(stepMs);
    expect(screen.getByRole('status')).toHaveTextContent('Connection lost');
  });

  it('leaves the focus in the field when its button goes away', () => {
    const { pass, lose, welcome } = openLive(<Composer />);
    lose();
    pass(1200);
    act(() => screen.getByRole('button', { name: 'Retry now' }).focus());
    welcome();
    pass(stepMs);
    expect(screen.queryByRole('button', { name: 'Retry now' })).not.toBeInTheDocument();
    expect(screen.getByRole('textbox')).toHaveFocus();
  });

  it('has another word for a page without a network', () => {
    const { world, pass, lose } = openLive();
    world.page.isOnline = false;
    lose();
    pass(1000);
    lose();
    pass(stepMs);
    expect(screen.getByRole('status')).toHaveTextContent('You’re offline');
  });
});

it('U33: tells a refusal at once, as an alert', () => {
  const { pass, lose } = openLive();
  lose(4403);
  pass(stepMs);
  expect(screen.getByRole('alert')).not.toBeEmptyDOMElement();
  expect(screen.getByRole('button', { name: 'Retry now' })).toBeVisible();
});
