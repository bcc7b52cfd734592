import { setTimeout as pause } from 'node:timers/promises';
import { Chat } from '@ai-sdk/react';
import { WebSocketChatTransport, type UIMessage } from 'ai';
import { packageVersion } from './package-version.ts';
import type { Library } from './page.ts';

const resumeMs = 1000;

export const library: Library = {
  name: 'AI SDK WebSocketChatTransport',
  version: `ai ${packageVersion('ai')}, @ai-sdk/react ${packageVersion('@ai-sdk/react')}`,
  server: 'ai-sdk-server',
  setup:
    'The `Chat` that is behind `useChat`, against the server of its reference page, with chats stored and loaded again as its chapter on ' +
    'persistence says, and `resumeStream` when a page opens. More than it does by itself: an answer that was cut off is resumed at once, and then ' +
    'every second until that works. The input is closed while an answer is awaited; nobody presses Retry.',
  noClaim:
    'Sending again what was interrupted (it says why: it may run twice), noticing a half-open socket, what other tabs are doing, unsent ' +
    'messages beyond the page. A message that could not be sent is shown as an error, and goes along in the history of the next one.',
  isShared: false,
  createBrowser: () => ({
    async open(port, room) {
      const messages = (await (await fetch(`http://127.0.0.1:${port}/chats/${room}`)).json()) as UIMessage[]; // the server stored them
      const transport = new WebSocketChatTransport({ url: `ws://127.0.0.1:${port}/${room}` });
      let isLeft = false;
      let isCutOff = false;
      const chat: Chat<UIMessage> = new Chat({
        id: room,
        transport,
        messages,
        onFinish({ isDisconnect }) {
          if (!isDisconnect || isCutOff || chat.lastMessage?.role !== 'assistant') return;
          isCutOff = true;
          setTimeout(() => void resume());
        },
      });

      async function resume(): Promise<void> {
        while (!isLeft && chat.status === 'error') {
          await chat.resumeStream();
          if (chat.status === 'error') await pause(resumeMs);
        }
        isCutOff = false;
      }

      if (messages.length > 0) void chat.resumeStream();
      return {
        canSend: () => !isCutOff && (chat.status === 'ready' || chat.status === 'error'),
        send: (text) => void chat.sendMessage({ text }),
        text: () =>
          chat.messages
            .filter(({ role }) => role === 'assistant')
            .flatMap(({ parts }) => parts.map(textOf))
            .join(''),
        leave() {
          isLeft = true;
          transport.close();
        },
      };
    },
  }),
};

function textOf(part: UIMessage['parts'][number]): string {
  return part.type === 'text' ? part.text : '';
}
