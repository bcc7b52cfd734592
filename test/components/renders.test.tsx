import { describe, expect, it } from 'vitest';
import { Composer, MessageList } from '../../src/index.ts';
import { renderedLast } from '../support/rendered-components.ts';
import { answer, question } from '../support/log-frames.ts';
import { openChat } from './open-chat.tsx';

/** Everything around the text of an answer: none of it has a reason to render for a token. */
const around =
  /^(MessageList|TurnChunk|MessageView|Question|Answer|AnswerEnd|AnswerVoice|Message[A-Z]\w+|Branch\w+|DeliveryStatus|Composer\w*|Scroll\w+|LoadEarlier|Announcer)$/;

/** An answer under way behind some turns that are done. */
async function openThread(turns: number) {
  const done = Array.from({ length: turns }, (_, place) => {
    const id = (kind: string) => `${kind}-${place}`;
    const before = place === 0 ? null : `answer-${place - 1}`;
    return [
      question('Why?', { id: id('question'), reply_to: before }),
      answer({ id: id('answer'), reply_to: id('question'), status: 'complete', parts: [{ type: 'text', text: 'Because.' }], ended_at: 9 }),
    ];
  });
  const chat = openChat(
    <>
      <MessageList />
      <Composer />
    </>,
  );
  await chat.hold(...done.flat(), question('Why?', { reply_to: turns === 0 ? null : `answer-${turns - 1}` }), answer());
  return chat;
}

describe('one delta', () => {
  it('renders the one part that it adds to, and nothing around it', async () => {
    const chat = await openThread(2);
    await chat.reason('Hm.', { at: 1 });
    await chat.write('So', { at: 2 });
    await chat.write(' it goes');
    const rendered = renderedLast(chat.page.container);
    expect(rendered.filter((name) => name === 'TextPartView')).toHaveLength(1);
    expect(rendered.filter((name) => around.test(name) || name.startsWith('Reasoning'))).toEqual([]);
  });

  it('renders the reasoning that it adds to, and nothing around it', async () => {
    const chat = await openThread(2);
    await chat.reason('Hm', { at: 1 });
    await chat.reason('. Let me see.');
    const rendered = renderedLast(chat.page.container);
    expect(rendered.filter((name) => name === 'ReasoningText')).toHaveLength(1);
    expect(rendered.filter((name) => around.test(name) || name === 'TextPartView')).toEqual([]);
  });

  it('renders the last of two texts alone', async () => {
    const chat = await openThread(0);
    await chat.write('One');
    await chat.write('Two', { new_part: true, at: 2 });
    await chat.write(' and more');
    expect(renderedLast(chat.page.container).filter((name) => name === 'TextPartView')).toHaveLength(1);
  });

  it('renders as much behind a hundred messages as behind none', async () => {
    const counts = [];
    for (const turns of [0, 50]) {
      const chat = await openThread(turns);
      await chat.write('So');
      await chat.write(' it goes');
      counts.push(renderedLast(chat.page.container).length);
      chat.page.unmount();
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
