import { useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { createConnectionRegistry, realEnvironment, type ClientSocket } from '../../src/client/index.ts';
import '../../src/components/styles.css';
import { ChatProvider, MessageList } from '../../src/index.ts';
import { answer, question, snapshot, wrote } from '../../test/support/log-frames.ts';
import './contender.ts';

/** A socket whose far end is this page: the client decodes and folds what it would get from a server. */
function pageSocket(open: (say: (frame: unknown) => void) => void): ClientSocket {
  const socket = new EventTarget();
  const say = (frame: unknown) => socket.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  queueMicrotask(() => {
    socket.dispatchEvent(new Event('open'));
    open(say);
  });
  const ends = { readyState: 1, protocol: 'chat.v1', send: () => undefined, close: () => undefined };
  return Object.assign(socket, ends) as unknown as ClientSocket; // the part of an EventTarget that the client uses
}

const writers: ((text: string) => void)[] = [];

// oxlint-disable-next-line react/only-export-components -- a page of its own
function Conversation({ text, place }: { readonly text: string; readonly place: number }) {
  const registry = useMemo(() => {
    const connect = () =>
      pageSocket((say) => {
        let syncId = 10;
        say({
          type: 'Welcome',
          connection_id: 'c',
          protocol: 1,
          user_id: 'u',
          now: Date.now(),
          heartbeat_ms: 60_000,
          max_frame_bytes: 1 << 20,
        });
        say(snapshot(syncId, [question('Go on?'), answer({ status: 'streaming', parts: [{ type: 'text', text }] })]));
        writers[place] = (more) => say(wrote((syncId += 1), more));
      });
    return createConnectionRegistry({ environment: { ...realEnvironment(), connect } });
  }, [place, text]);
  return (
    <div style={{ height: '50vh' }}>
      <ChatProvider url={`ws://page/${place}`} conversationId="11111111-1111-4111-8111-111111111111" registry={registry}>
        <MessageList />
      </ChatProvider>
    </div>
  );
}

const root = createRoot(document.body.appendChild(document.createElement('div')));
window.contender = {
  open: (texts) => root.render(texts.map((text, place) => <Conversation key={place} text={text} place={place} />)),
  write: (place, text) => writers[place]?.(text),
};
