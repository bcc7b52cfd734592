import { v4 } from 'uuid';
import { expect, it } from 'vitest';
import { question } from './chat-socket.ts';
import { ask, messagesOn, subscribe, turn } from './conversation-on.ts';
import { describeSection } from './describe-section.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const note = { name: 'note.txt', media_type: 'text/plain', data: base64('Milk, 2 l') };
const picture = { name: 'Bild \u{1f408}.png', media_type: 'image/png', data: base64('not really a picture') };

describeSection('§4 Files of a Message', (server) => {
  it.each([
    ['more than ten', Array.from({ length: 11 }, () => note), 'files'],
    ['a name that is empty', [{ ...note, name: '' }], 'files.0.name'],
    ['a name of 201 characters', [note, { ...note, name: 'n'.repeat(201) }], 'files.1.name'],
    ['what is no base64', [{ ...note, data: 'TWlsaw' }], 'files.0.data'],
    ['a picture that can hold scripts', [{ ...note, media_type: 'image/svg+xml' }], 'files.0.media_type'],
    ['a kind with a parameter', [{ ...note, media_type: 'text/html; charset=utf-8' }], 'files.0.media_type'],
    ['a program', [{ ...note, media_type: 'application/x-msdownload' }], 'files.0.media_type'],
  ])('R4.22 refuses %s, and names the field', async (_, files, field) => {
    const socket = await server.enter();
    socket.send(question('See', { files }));
    const { code, message } = await socket.next('Error');
    expect({ code, message }).toEqual({ code: 'invalid_field', message: expect.stringContaining(`Message: ${field}: expected`) });
  });

  it('R4.22 takes files without a word about them', async () => {
    const socket = await server.enter();
    const { asked } = await ask(socket, '', { files: [note] });
    expect(asked.message.parts).toEqual([
      { type: 'file', ...note, size: 9 },
      { type: 'text', text: '' },
    ]);
  });

  it('R4.23 stores them in order before the text, for whoever reads it later', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, 'What is this?', { files: [picture, note] });
    const later = await server.enter(socket.token);
    await subscribe(later, conversationId);
    expect(messagesOn(later, conversationId)[0]?.parts).toEqual([
      { type: 'file', ...picture, size: 20 },
      { type: 'file', ...note, size: 9 },
      { type: 'text', text: 'What is this?' },
    ]);
  });

  it('R4.23 gives them to the model, with the question that they came with', async () => {
    const socket = await server.enter();
    const { conversationId } = await turn(server, socket, 'Keep this', { files: [note] });
    const { run } = await turn(server, socket, 'And this?', { conversation_id: conversationId, files: [picture] });
    const asked = run.prompt.filter(({ role }) => role === 'user');
    expect(asked).toMatchObject([
      { content: 'Keep this', files: [note] },
      { content: 'And this?', files: [picture] },
    ]);
  });

  it('R4.23 answers the same message with the same files with its own event', async () => {
    const socket = await server.enter();
    const { frame, asked } = await ask(socket, 'See', { files: [note, picture] });
    socket.send(frame);
    expect(await socket.next('MessageAdded', ({ message }) => message.id === frame.id)).toMatchObject({ sync_id: asked.sync_id });
  });

  it.each([
    ['another file', [picture]],
    ['one file more', [note, picture]],
    ['another name', [{ ...note, name: 'other.txt' }]],
    ['no file', undefined],
  ])('R4.23 answers the same id with %s with id_conflict', async (_, files) => {
    const socket = await server.enter();
    const { frame } = await ask(socket, 'See', { conversation_id: v4(), files: [note] });
    const { files: __, ...rest } = frame;
    socket.send(files ? { ...rest, files } : rest);
    expect(await socket.next('Error')).toMatchObject({ code: 'id_conflict', request_id: frame.id });
  });
});
