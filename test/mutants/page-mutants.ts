import type { Mutant } from './mutant.ts';

/** Rules of what stands between the client and the screen. */
export const pageMutants: readonly Mutant[] = [
  {
    breaks: 'every event is published by itself',
    file: 'store/create-chat-store.ts',
    code: 'requestFrame(commit);',
    broken: 'commit();',
    killedBy: { file: 'store/chat-store.test.ts', name: 'publishes once per frame, however many deltas came in' },
  },
  {
    breaks: 'readers of all messages are told of each',
    file: 'store/create-chat-store.ts',
    code: 'for (const id of messageIds) readers.get(readerKey(conversationId, id))?.forEach((onCommit) => onCommit());',
    broken: 'if (messageIds.size > 0 || conversationId) for (const all of readers.values()) all.forEach((onCommit) => onCommit());',
    killedBy: { file: 'store/chat-store.test.ts', name: 'tells the readers of the message that changed, and no others' },
  },
  {
    breaks: 'a conversation that nobody follows is kept',
    file: 'store/create-chat-store.ts',
    code: 'delete conversations[id];',
    broken: '',
    killedBy: { file: 'store/chat-store.test.ts', name: 'forgets a conversation that nobody follows any more' },
  },
  {
    breaks: 'an effect does not give back what it opened',
    file: 'react/use-chat-session.ts',
    code: 'useEffect(() => store.open(conversationId, uuid()), [store, conversationId]);',
    broken: 'useEffect(() => void store.open(conversationId, uuid()), [store, conversationId]);',
    killedBy: { file: 'strict-mode/connection.test.tsx', name: 'opens no more sockets with each visit' },
  },
  {
    breaks: 'the next conversation is not followed',
    file: 'react/use-chat-session.ts',
    code: 'uuid()), [store, conversationId]);',
    broken: 'uuid()), [store]);',
    killedBy: { file: 'strict-mode/conversation.test.tsx', name: 'goes to another conversation and back' },
  },
];
