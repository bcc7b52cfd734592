import { describe, expect, it, onTestFinished } from 'vitest';
import { connected, type RawClient } from '../support/raw-client.ts';
import { startOpenServer } from './slow-reader.ts';

const bound = 512 * 1024;

/** A question whose answer is being written, a reader that reads, and one that has it open and reads no byte of it. */
async function openScene() {
  const server = await startOpenServer();
  onTestFinished(() => server.chat.close());
  const { url } = server.chat;
  const reader = await connected(url);
  const conversation_id = crypto.randomUUID();
  reader.send({ type: 'Message', id: conversation_id, content: 'Go on and on.' });
  const answer = await server.model.next();
  const welcome = reader.received[0];
  const token = welcome?.type === 'Welcome' ? welcome.token : undefined;
  const slow = await connected(url, { headers: { authorization: `Bearer ${token}` } });
  slow.send({ type: 'Subscribe', scope: 'chat', conversation_id });
  await slow.next('Subscribed');
  slow.socket.pause();
  let largest = 0;

  return {
    slow,
    reader,
    largestBuffer: () => largest,
    bufferedBytes: () => server.bufferedBytes(1),
    /** Writes so many characters, and waits until they are shown to the one who reads. */
    async write(length: number) {
      answer.write('x'.repeat(length));
      await reader.next('Update');
      largest = Math.max(largest, server.bufferedBytes(1));
    },
    async finish() {
      answer.finish();
      await reader.next('Complete');
    },
  };
}

/** The pieces of the answer that came, by their lengths. */
function piecesShownBy({ received }: RawClient): number[] {
  return received.flatMap((frame) => (frame.type === 'Update' ? [frame.delta.content?.length ?? 0] : []));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('a reader that takes no byte', () => {
  it('costs the server no more than its bound, is closed with 4409, and stalls nobody', { timeout: 60_000 }, async () => {
    const { slow, reader, write, finish, largestBuffer } = await openScene();

    for (let n = 0; n < 2000; n += 1) await write(8000);
    await finish();
    slow.socket.resume();

    expect(await slow.closed).toBe(4409);
    expect(largestBuffer()).toBeGreaterThan(0);
    expect(largestBuffer()).toBeLessThan(bound);
    expect(sum(piecesShownBy(reader))).toBe(2000 * 8000);
  });

  it('is caught up by merged updates, once it reads in time', { timeout: 60_000 }, async () => {
    const { slow, reader, write, finish, bufferedBytes } = await openScene();

    while (bufferedBytes() === 0) await write(8000);
    for (let n = 0; n < 200; n += 1) await write(1000);
    await finish();
    slow.socket.resume();

    await slow.next('Complete');
    expect(sum(piecesShownBy(slow))).toBe(sum(piecesShownBy(reader)));
    expect(piecesShownBy(slow).length).toBeLessThan(piecesShownBy(reader).length - 50);
  });
});
