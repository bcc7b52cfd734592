import { act, render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import type { Environment } from '../../src/client/index.ts';
import { ChatProvider, createConnectionRegistry, type ConnectionRegistry } from '../../src/index.ts';
import type { Complete, Update, WireMessage } from '../../src/protocol/index.ts';
import { createFakeWorld, type FakeSocket, type FakeWorld } from '../support/fake-world.ts';
import { answer, completed, conversationId, question, replay, snapshot, wrote } from '../support/log-frames.ts';

/** A conversation on the screen, and the hands of a test on both of its ends. */
export interface OpenChat {
  readonly world: FakeWorld;
  readonly page: RenderResult;
  /** The connections of the page. */
  readonly registry: ConnectionRegistry;
  socket(): FakeSocket;
  /** Welcomes the client, and gives it the conversation as it stands. */
  hold(...messages: WireMessage[]): Promise<void>;
  write(content: string, fields?: Partial<Update>): Promise<void>;
  reason(reasoning: string, fields?: Partial<Update>): Promise<void>;
  complete(fields?: Partial<Complete>): Promise<void>;
}

/** Renders parts of the window inside a provider whose world the test holds. */
export function openChat(children: ReactNode, environment: Partial<Environment> = {}): OpenChat {
  const world = createFakeWorld();
  const registry = createConnectionRegistry({ environment: { ...world.environment, ...environment } });
  const page = render(
    <ChatProvider url="ws://localhost:8000/ws" conversationId={conversationId} registry={registry}>
      {children}
    </ChatProvider>,
  );
  let syncId = 10;
  const socket = () => world.socket();
  const say = (frame: Update | Complete) => {
    syncId += 1;
    return committed(() => socket().say({ ...frame, sync_id: syncId }));
  };
  return {
    world,
    page,
    registry,
    socket,
    hold: (...messages) =>
      committed(() => {
        socket().welcome();
        socket().say(messages.length === 0 ? replay(0) : snapshot(syncId, messages));
      }),
    write: (content, fields) => say(wrote(0, content, fields)),
    reason: (reasoning, fields) => say(wrote(0, '', { delta: { reasoning }, ...fields })),
    complete: (fields) => say(completed(0, fields)),
  };
}

/** Does something, and lets the store commit its frame and React render it. */
export async function committed(happen: () => void): Promise<void> {
  await act(async () => {
    happen();
    if (vi.isFakeTimers()) vi.advanceTimersToNextFrame();
    else await new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  });
}

/** A question and its answer, of which nothing has come yet. */
export const asked = [question('Why?'), answer()];

/** A question and its answer, as far as it is told. */
export function answered(fields: Partial<WireMessage>): WireMessage[] {
  return [question('Why?'), answer({ status: 'complete', parts: [{ type: 'text', text: 'Because.' }], ended_at: 9, ...fields })];
}
