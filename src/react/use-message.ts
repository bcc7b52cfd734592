import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Part } from '../protocol/index.ts';
import type { ChatMessage } from '../store/index.ts';
import { useChatContext } from './chat-context.ts';

/** One message. The component renders again when that message has changed, and for no other. */
export function useMessage(messageId: string): ChatMessage | undefined {
  return useOfMessage('useMessage()', messageId, (message) => message);
}

/** One part of a message. The component renders again when that part has changed, and for no other. */
export function usePart(messageId: string, index: number): Part | undefined {
  return useOfMessage('usePart()', messageId, (message) => message?.parts[index]);
}

/** The parts of a message from one place up to before another. The component renders again when one of them has changed. */
export function useParts(messageId: string, from: number, to: number): readonly Part[] {
  const last = useRef<readonly Part[]>([]);
  return useOfMessage('useParts()', messageId, (message) => {
    const parts = message?.parts.slice(from, to) ?? [];
    const isSame = parts.length === last.current.length && parts.every((part, place) => part === last.current[place]);
    if (!isSame) last.current = parts;
    return last.current;
  });
}

/** A message without its text: of which parts it is made, not what they say. */
export interface MessageOutline extends Omit<ChatMessage, 'parts' | 'content' | 'reasoning'> {
  readonly parts: readonly Pick<Part, 'type'>[];
}

/** The outline of a message. The component does not render again while text is added to a part. */
export function useMessageOutline(messageId: string): MessageOutline | undefined {
  const last = useRef<ChatMessage>(undefined);
  return useOfMessage('useMessageOutline()', messageId, (message) => {
    if (!message || !last.current || !isSameOutline(message, last.current)) last.current = message;
    return last.current;
  });
}

function isSameOutline(a: ChatMessage, b: ChatMessage): boolean {
  const keys = outlineKeys(a);
  const isSameKinds = a.parts.length === b.parts.length && a.parts.every((part, place) => part.type === b.parts[place]?.type);
  return isSameKinds && keys.length === outlineKeys(b).length && keys.every((key) => a[key] === b[key]);
}

/** Names of fields; those that join text are not read. */
function outlineKeys(message: ChatMessage): (keyof MessageOutline)[] {
  const keys = Object.keys(message) as (keyof ChatMessage)[]; // a message has the fields of its type
  return keys.filter((key) => key !== 'parts' && key !== 'content' && key !== 'reasoning');
}

/** Reads a message when it is called, and follows none. */
export function useReadMessage(): (messageId: string) => ChatMessage | undefined {
  const { store, conversationId } = useChatContext('useReadMessage()');
  return useCallback((messageId) => store.message(conversationId, messageId), [store, conversationId]);
}

/** Tells whether a message was sent from this page. */
export function useIsSentHere(): (messageId: string) => boolean {
  const { store } = useChatContext('useIsSentHere()');
  return useCallback((messageId) => store.sentHere.has(messageId), [store]);
}

function useOfMessage<T>(caller: string, messageId: string, select: (message: ChatMessage | undefined) => T): T {
  const { store, conversationId } = useChatContext(caller);
  const subscribe = useCallback(
    (onCommit: () => void) => store.subscribeMessage(conversationId, messageId, onCommit),
    [store, conversationId, messageId],
  );
  const read = () => select(store.message(conversationId, messageId));
  return useSyncExternalStore(subscribe, read, read);
}
