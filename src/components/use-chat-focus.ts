import { createContext, useContext, type RefObject } from 'react';

/** Where the keyboard can go in a window, for the parts that send it there. */
export interface ChatFocus {
  /** The field of the composer. */
  readonly composer: RefObject<HTMLTextAreaElement | null>;
  /** By the id of a question that is shown: opens it for editing. */
  readonly editors: Map<string, () => void>;
}

/** Makes the one of a window. */
export function createChatFocus(): ChatFocus {
  return { composer: { current: null }, editors: new Map() };
}

export const ChatFocusContext = createContext<ChatFocus | undefined>(undefined);

/** That of the nearest window; undefined where parts are used alone. */
export function useChatFocus(): ChatFocus | undefined {
  return useContext(ChatFocusContext);
}

/** For buttons that go away when they are pressed: whoever did goes on in the composer. */
export function useWriteOn(): (act: () => void) => () => void {
  const focus = useChatFocus();
  return (act) => () => {
    act();
    focus?.composer.current?.focus();
  };
}
