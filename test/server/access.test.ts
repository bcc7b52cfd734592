import { describe, expect, it } from 'vitest';
import type { ClientFrame } from '../../src/protocol/index.ts';
import { connected } from '../support/raw-client.ts';
import { answerWith, ask, openChat } from './chat-fixture.ts';

const id = () => crypto.randomUUID();

/** Every frame that names a conversation. */
function framesAbout(conversation_id: string, message_id: string): ClientFrame[] {
  return [
    { type: 'Subscribe', scope: 'chat', conversation_id },
    { type: 'Regenerate', id: id(), conversation_id, message_id },
    { type: 'Cancel', conversation_id, message_id },
    { type: 'Approve', conversation_id, message_id, tool_id: 't', approved: true },
    { type: 'History', conversation_id, before: message_id, limit: 10 },
    { type: 'Rename', conversation_id, title: 'Yours' },
    { type: 'Delete', conversation_id },
    { type: 'Restore', conversation_id },
  ];
}

describe('a conversation of someone else', () => {
  it('R11.3: cannot be told from one that is not there, by any frame', async () => {
    const { client, model, url } = await openChat();
    const { conversation_id, answer_id } = await ask(client, 'Mine');
    await model.next();
    const stranger = await connected(url);
    const unknown = id();

    const frames = [...framesAbout(conversation_id, answer_id), { type: 'Message', id: id(), conversation_id, content: 'Hi' } as const];
    for (const frame of frames) {
      stranger.send({ ...frame, request_id: 'r' });
      expect([frame.type, await stranger.next('Error')]).toMatchObject([
        frame.type,
        { code: 'not_found', conversation_id, request_id: 'r' },
      ]);
    }
    for (const frame of framesAbout(unknown, id())) {
      stranger.send({ ...frame, request_id: 'r' });
      expect([frame.type, await stranger.next('Error')]).toMatchObject([
        frame.type,
        { code: 'not_found', conversation_id: unknown, message: 'There is no such conversation.' },
      ]);
    }
  });

  it('sends a stranger nothing, whatever that one asked for before', async () => {
    const { client, model, url } = await openChat();
    const { conversation_id, answer_id } = await ask(client, 'Mine');
    const answer = await model.next();
    const stranger = await connected(url);
    stranger.send(...framesAbout(conversation_id, answer_id), { type: 'Ping' });
    await stranger.next('Pong');

    await answerWith(answer, client, 'for one pair of eyes');
    stranger.send({ type: 'Ping' });
    await stranger.next('Pong');

    expect(new Set(stranger.received.map(({ type }) => type))).toEqual(new Set(['Welcome', 'Error', 'Pong']));
  });

  it('does not lend its messages as a place to reply to', async () => {
    const { client, model, url } = await openChat();
    const { answer_id } = await ask(client, 'Mine');
    await model.next();
    const stranger = await connected(url);

    stranger.send({ type: 'Message', id: id(), content: 'Hi', reply_to: answer_id });

    expect(await stranger.next('Error')).toMatchObject({ code: 'not_found' });
  });
});
