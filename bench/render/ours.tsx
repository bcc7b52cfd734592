import { useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { createConnectionRegistry, realEnvironment, type ClientSocket } from '../../src/client/index.ts';
import '../../src/components/styles.css';
import { ChatProvider, MessageList } from '../../src/index.ts';
import { compactSubprotocol, createCompactWriter, type ServerFrame } from '../../src/protocol/index.ts';
import { answer, question, snapshot, wrote } from '../../test/support/log-frames.ts';
import './contender.ts';

/** A socket whose far end is this page: the client decodes and folds what it would get from a server. */
function pageSocket(open: (say: (frame: ServerFrame) => void) => void): ClientSocket {
  const socket = new EventTarget();
  const encode = createCompactWriter();
  const say = (frame: ServerFrame) => socket.dispatchEvent(new MessageEvent('message', { data: encode(frame) }));
  queueMicrotask(() => {
    socket.dispatchEvent(new Event('open'));
    open(say);
  });
  const ends = { readyState: 1, protocol: compactSubprotocol, send: () => undefined, close: () => undefined };
  return Object.assign(socket, ends) as unknown as ClientSocket; // the part of an EventTarget that the client uses
}

const writers: ((text: string) => void)[] = [];

const idOf = (place: number) => `cccccccc-0000-4000-8000-${String(place).padStart(12, '0')}`;
const lastOf = (texts: readonly string[]) => (texts.length === 0 ? null : idOf(texts.length - 1));

/** Questions and answers in turn. */
const thread = (texts: readonly string[]) =>
  texts.map((text, place) => {
    const fields = { id: idOf(place), reply_to: lastOf(texts.slice(0, place)) };
    return place % 2 === 0 ? question(text, fields) : answer({ ...fields, status: 'complete', parts: [{ type: 'text', text }] });
  });

// oxlint-disable-next-line react/only-export-components -- a page of its own
function Conversation({ text, earlier, place }: { readonly text: string; readonly earlier: readonly string[]; readonly place: number }) {
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
        say(
          snapshot(syncId, [
            ...thread(earlier),
            question('Go on?', { reply_to: lastOf(earlier) }),
            answer({ status: 'streaming', parts: [{ type: 'text', text }] }),
          ]),
        );
        writers[place] = (more) => say(wrote((syncId += 1), more));
      });
    return createConnectionRegistry({ environment: { ...realEnvironment(), connect } });
  }, [place, text, earlier]);
  return (
    <div style={{ height: '50vh', display: 'flex', flexDirection: 'column' }}>
      <ChatProvider url={`ws://page/${place}`} conversationId="11111111-1111-4111-8111-111111111111" registry={registry}>
        <MessageList />
      </ChatProvider>
    </div>
  );
}

const root = createRoot(document.body.appendChild(document.createElement('div')));
window.contender = {
  open: (texts, earlier) =>
    root.render(texts.map((text, place) => <Conversation key={place} text={text} earlier={earlier} place={place} />)),
  write: (place, text) => writers[place]?.(text),
};
