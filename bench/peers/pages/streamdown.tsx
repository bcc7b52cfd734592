import { useChat } from '@ai-sdk/react';
import type { ChatTransport, UIMessage, UIMessageChunk } from 'ai';
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Streamdown } from 'streamdown';
import '../../render/contender.ts';

const writers: ((text: string) => void)[] = [];

/** A transport whose far end is this page. */
function pageTransport(place: number, text: string): ChatTransport<UIMessage> {
  return {
    sendMessages: async () =>
      new ReadableStream<UIMessageChunk>({
        start(controller) {
          controller.enqueue({ type: 'start' });
          controller.enqueue({ type: 'text-start', id: 'text' });
          controller.enqueue({ type: 'text-delta', id: 'text', delta: text });
          writers[place] = (delta) => controller.enqueue({ type: 'text-delta', id: 'text', delta });
        },
      }),
    reconnectToStream: async () => null,
  };
}

/** Questions and answers in turn. */
const messageOf = (text: string, place: number): UIMessage => ({
  id: `earlier ${place}`,
  role: place % 2 === 0 ? 'user' : 'assistant',
  parts: [{ type: 'text', text }],
});

// oxlint-disable-next-line react/only-export-components -- a page of its own
function Conversation({ text, earlier, place }: { readonly text: string; readonly earlier: readonly string[]; readonly place: number }) {
  const [transport] = useState(() => pageTransport(place, text));
  const throttle = Number(new URLSearchParams(location.search).get('throttle') ?? 0);
  const [before] = useState(() => earlier.map(messageOf));
  const { messages, sendMessage } = useChat({ transport, messages: before, ...(throttle > 0 ? { throttle } : {}) });
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => void sendMessage({ text: 'Go on?' }), [sendMessage]);
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  });
  return (
    <div ref={list} style={{ height: '50vh', overflow: 'auto' }}>
      {messages.map((message) =>
        message.parts.map((part, at) => part.type === 'text' && <Streamdown key={`${message.id} ${at}`}>{part.text}</Streamdown>),
      )}
    </div>
  );
}

const root = createRoot(document.body.appendChild(document.createElement('div')));
window.contender = {
  open: (texts, earlier) =>
    root.render(texts.map((text, place) => <Conversation key={place} text={text} earlier={earlier} place={place} />)),
  write: (place, text) => writers[place]?.(text),
};
