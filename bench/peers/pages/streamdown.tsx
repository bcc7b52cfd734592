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

// oxlint-disable-next-line react/only-export-components -- a page of its own
function Conversation({ text, place }: { readonly text: string; readonly place: number }) {
  const [transport] = useState(() => pageTransport(place, text));
  const throttle = Number(new URLSearchParams(location.search).get('throttle') ?? 0);
  const { messages, sendMessage } = useChat({ transport, ...(throttle > 0 ? { throttle } : {}) });
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
  open: (texts) => root.render(texts.map((text, place) => <Conversation key={place} text={text} place={place} />)),
  write: (place, text) => writers[place]?.(text),
};
