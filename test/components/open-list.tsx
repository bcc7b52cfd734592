import { render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { vi } from 'vitest';
import { ConversationList, createConnectionRegistry, type ConversationListProps } from '../../src/index.ts';
import type { ConversationsFrame, ConversationSummary } from '../../src/protocol/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { changed, listReplay } from '../support/list-frames.ts';
import { committed } from './open-chat.tsx';

/** The list on the screen, and the hands of a test on its server. */
export async function openList(summaries?: Partial<ConversationSummary>[], props: Partial<ComponentProps<typeof ConversationList>> = {}) {
  const world = createFakeWorld();
  const registry = createConnectionRegistry({ environment: world.environment });
  const onSelect = vi.fn<(id: string) => void>();
  const onNew = vi.fn<() => void>();
  const shown = (more: Partial<ConversationListProps> = {}) => (
    <ConversationList url="ws://localhost:8000/ws" registry={registry} onSelect={onSelect} onNew={onNew} {...props} {...more} />
  );
  const page = render(shown());
  const say = (frame: ConversationsFrame) => committed(() => world.socket().sayRaw(JSON.stringify(frame)));
  await committed(() => world.socket().welcome({ now: world.environment.now() }));
  if (summaries) {
    const events = summaries.map((summary, place) => changed(place + 1, 'Untitled', { updated_at: world.environment.now(), ...summary }));
    await say(listReplay(events.length, events));
  }
  return { world, page, onSelect, onNew, say, rerender: (more: Partial<ConversationListProps>) => page.rerender(shown(more)) };
}

/** What a conversation is opened with. */
export const row = (title: string) => screen.getByRole('button', { name: title });

/** The titles that are shown, in order. */
export const titles = () => [...document.querySelectorAll('.chat-conversation-link')].map(({ textContent }) => textContent);
