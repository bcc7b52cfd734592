import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Composer, type ComposerProps } from '../../src/index.ts';
import { replay } from '../support/log-frames.ts';
import { committed, openChat } from './open-chat.tsx';

const field = () => screen.getByRole('textbox', { name: 'Message' });
const write = (value: string) => fireEvent.change(field(), { target: { value } });
const textFile = (bytes: number) => new File(['x'.repeat(bytes)], 'notes.txt', { type: 'text/plain' });

/** A composer at a server that takes frames of so many bytes. */
async function openComposer(max_frame_bytes: number, props: ComposerProps = {}) {
  const chat = openChat(<Composer {...props} />);
  const welcome = (bytes: number) =>
    committed(() => {
      chat.socket().welcome({ max_frame_bytes: bytes });
      chat.socket().say(replay(0));
    });
  await welcome(max_frame_bytes);
  return {
    paste: (file: File) => fireEvent.paste(field(), { clipboardData: { files: [file], types: ['Files'] } }),
    send: () => fireEvent.click(screen.getByRole('button', { name: 'Send' })),
    sent: () => chat.socket().sent('Message'),
    async reconnect(bytes: number) {
      await committed(() => {
        chat.socket().close(1006);
        chat.world.advance(1000);
      });
      await welcome(bytes);
    },
  };
}

describe('what fits into a message', () => {
  it.each([
    ['text', 'ü'.repeat(1537)],
    ['text that grows when it is encoded', '"'.repeat(1537)],
  ])('is what the server takes: %s that is longer is not sent', async (_, tooLong) => {
    const { send, sent } = await openComposer(4096);
    write(tooLong);
    expect(screen.getByRole('alert')).toHaveTextContent('a message holds 3 KB of text');
    send();
    write(tooLong.slice(3));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    send();
    expect(sent()).toMatchObject([{ content: tooLong.slice(3) }]);
  });

  it('leaves out a file that the server would not take', async () => {
    const { paste } = await openComposer(4096);
    paste(textFile(2400));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('the files of a message hold 2 KB at most'));
  });

  it('counts text and files together', async () => {
    const { paste, send, sent } = await openComposer(4096);
    paste(textFile(2200));
    await screen.findByRole('button', { name: 'Remove notes.txt' });
    write('x'.repeat(200));
    expect(screen.getByRole('alert')).toHaveTextContent('too large to be sent together');
    write('See?');
    send();
    expect(sent()).toMatchObject([{ content: 'See?', files: [{ name: 'notes.txt' }] }]);
  });

  it('is more where the server takes more', async () => {
    const { paste, send, sent } = await openComposer(1024 * 1024, { attachments: { maxBytes: 600_000 } });
    paste(textFile(500_000));
    await screen.findByRole('button', { name: 'Remove notes.txt' });
    send();
    expect(sent()).toMatchObject([{ files: [{ name: 'notes.txt' }] }]);
  });

  it('is what the server says that answers now', async () => {
    const { reconnect } = await openComposer(4096);
    write('x'.repeat(4000));
    expect(screen.getByRole('alert')).toBeInTheDocument();
    await reconnect(8192);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
