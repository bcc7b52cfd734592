import type { RefObject } from 'react';
import { useChatContext } from './chat-context.ts';

/** Where the keyboard can go in a chat, for the parts that send it there. */
export interface ChatFocus {
  /** The field of the composer: give this to your own one as its `ref`. */
  readonly composer: RefObject<HTMLTextAreaElement | null>;
  /** By the id of a question that is shown: opens it for editing. */
  readonly editors: Map<string, () => void>;
}

/** Makes the one of a chat. */
export function createChatFocus(): ChatFocus {
  return { composer: { current: null }, editors: new Map() };
}

/** Where the keyboard can go in this chat. */
export function useChatFocus(): ChatFocus {
  return useChatContext('useChatFocus()').focus;
}
