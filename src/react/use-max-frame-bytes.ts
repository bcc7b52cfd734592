import { useStore } from 'zustand';
import { useChatContext } from './chat-context.ts';

/** The most bytes of a frame that the server takes, and so of a message with its files; undefined before the first `Welcome`. */
export function useMaxFrameBytes(): number | undefined {
  return useStore(useChatContext('useMaxFrameBytes()').store, (state) => state.maxFrameBytes);
}
