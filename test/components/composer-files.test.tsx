import { act, createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ChatWindow, Composer, createConnectionRegistry, MessageFiles } from '../../src/index.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { conversationId } from '../support/log-frames.ts';
import { asked, committed, openChat } from './open-chat.tsx';

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const list = () => screen.queryByRole('list', { name: 'Files' });
const attached = () => [...(list()?.querySelectorAll('.chat-file-name') ?? [])].map(({ textContent }) => textContent);
const input = () => {
  const found = document.querySelector<HTMLInputElement>('input[type=file]');
  if (!found) throw new Error('There is no choice of files.');
  return found;
};

const note = new File(['Milk, 2 l'], 'note.txt', { type: 'text/plain' });
const picture = new File([new Uint8Array([137, 80, 78, 71])], 'cat.png', { type: 'image/png' });
const program = new File([new Uint8Array([0, 1, 2, 255])], 'setup.exe', { type: 'application/x-msdownload' });

async function openComposer(composer = <Composer />) {
  const chat = openChat(composer);
  await chat.hold();
  const user = userEvent.setup({ applyAccept: false });
  const choose = async (...files: File[]) => {
    await user.upload(input(), files);
    await settled();
  };
  return { chat, user, choose, sent: () => chat.socket().sent('Message') };
}

/** Files are read from when the returned function is called. */
function holdReading(): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const { readAsDataURL } = FileReader.prototype;
  vi.spyOn(FileReader.prototype, 'readAsDataURL').mockImplementation(function (this: FileReader, blob) {
    void promise.then(() => readAsDataURL.call(this, blob));
  });
  return () => resolve(undefined);
}

/** What was chosen is read, or refused. */
async function settled() {
  await waitFor(() => expect(list() ?? screen.queryByRole('alert')).not.toBeNull());
  await waitFor(() => expect(screen.queryByText(/^Reading/)).not.toBeInTheDocument());
}

describe('U14: files', () => {
  it('are chosen by a button, shown with name and size, and sent with what is written', async () => {
    const { user, choose, sent } = await openComposer();
    await choose(note, picture);
    expect(attached()).toEqual(['note.txt', 'cat.png']);
    expect(list()).toHaveTextContent('9 B');
    expect(list()).toHaveTextContent('cat.png4 B');
    expect(list()?.querySelector('img')).toHaveAttribute('src', 'data:image/png;base64,iVBORw==');
    await user.type(field(), 'See?{Enter}');
    expect(sent()).toMatchObject([
      {
        content: 'See?',
        files: [
          { name: 'note.txt', media_type: 'text/plain', data: 'TWlsaywgMiBs' },
          { name: 'cat.png', media_type: 'image/png', data: 'iVBORw==' },
        ],
      },
    ]);
    expect(list()).toBeNull();
  });

  it('can be sent without a word', async () => {
    const { user, choose, sent } = await openComposer();
    await choose(note);
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(sent()).toMatchObject([{ content: '', files: [{ name: 'note.txt' }] }]);
    expect(field()).toHaveFocus();
  });

  it('are pasted', async () => {
    await openComposer();
    const paste = createEvent.paste(field(), { clipboardData: { files: [picture], types: ['Files'] } });
    act(() => void fireEvent(field(), paste));
    await settled();
    expect(paste.defaultPrevented).toBe(true);
    expect(attached()).toEqual(['cat.png']);
  });

  it('are not taken where a text was copied with a picture of it', async () => {
    await openComposer();
    const paste = createEvent.paste(field(), { clipboardData: { files: [picture], types: ['text/plain', 'Files'] } });
    act(() => void fireEvent(field(), paste));
    expect(paste.defaultPrevented).toBe(false);
    expect(list()).toBeNull();
  });

  it('are dropped anywhere on the window, which says that they can be', async () => {
    const world = createFakeWorld();
    const registry = createConnectionRegistry({ environment: world.environment });
    const { render } = await import('@testing-library/react');
    render(<ChatWindow url="ws://localhost:8000/ws" conversationId={conversationId} registry={registry} />);
    const log = screen.getByRole('log');
    const dataTransfer = { files: [note], types: ['Files'] };
    fireEvent.dragOver(log, { dataTransfer });
    expect(screen.getByText('Drop files to attach them')).toBeVisible();
    fireEvent.drop(log, { dataTransfer });
    expect(screen.queryByText('Drop files to attach them')).not.toBeInTheDocument();
    await settled();
    expect(attached()).toEqual(['note.txt']);
  });

  it('can be removed each, and the focus goes back to the field', async () => {
    const { user, choose } = await openComposer();
    await choose(note, picture);
    await user.click(screen.getByRole('button', { name: 'Remove note.txt' }));
    expect(attached()).toEqual(['cat.png']);
    expect(field()).toHaveFocus();
  });

  it('lose the last one to Backspace in an empty field, and none while there is text', async () => {
    const { user, choose } = await openComposer();
    await choose(note, picture);
    await user.type(field(), 'a{Backspace}');
    expect(attached()).toHaveLength(2);
    await user.keyboard('{Backspace}');
    expect(attached()).toEqual(['note.txt']);
  });

  it('are left in place by a Backspace that is held down from the text on', async () => {
    const { user, choose } = await openComposer();
    await choose(note, picture);
    await user.type(field(), 'a{Backspace}');
    fireEvent.keyDown(field(), { key: 'Backspace', repeat: true });
    expect(attached()).toEqual(['note.txt', 'cat.png']);
  });

  it('are taken again in a conversation that was gone and has come back', async () => {
    const { chat } = await openComposer();
    await committed(() => chat.socket().say({ type: 'Unsubscribed', conversation_id: conversationId, code: 'not_found' }));
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
    await committed(() => {
      chat.socket().close(1006);
      chat.world.advance(1000);
    });
    await chat.hold();
    fireEvent.drop(field(), { dataTransfer: { files: [note], types: ['Files'] } });
    await settled();
    expect(attached()).toEqual(['note.txt']);
  });

  it('of the same name that are refused are named each', async () => {
    const { choose } = await openComposer();
    await choose(program, program);
    expect(screen.getByRole('alert').children).toHaveLength(2);
  });

  it('are named where they are too large, too many, or of another kind, and the others are taken', async () => {
    const { choose } = await openComposer(<Composer attachments={{ maxFiles: 1, maxBytes: 100 }} />);
    await choose(program, new File(['x'.repeat(101)], 'long.txt', { type: 'text/plain' }), note, picture);
    expect(attached()).toEqual(['note.txt']);
    const alert = screen.getByRole('alert');
    expect(alert).toHaveTextContent('setup.exe was not attached: only pictures, PDF, JSON and text can be.');
    expect(alert).toHaveTextContent('long.txt was not attached: the files of a message hold 100 B at most.');
    expect(alert).toHaveTextContent('cat.png was not attached: a message takes no more than 1.');
  });

  it('are named where they cannot be read, and the next ones are taken', async () => {
    const { choose } = await openComposer();
    const broken = new File(['x'], 'broken.txt', { type: 'text/plain' });
    vi.spyOn(FileReader.prototype, 'readAsDataURL').mockImplementationOnce(function (this: FileReader) {
      this.dispatchEvent(new ProgressEvent('error'));
    });
    await choose(broken);
    expect(screen.getByRole('alert')).toHaveTextContent('broken.txt was not attached: it could not be read.');
    await choose(note);
    await waitFor(() => expect(attached()).toEqual(['note.txt']));
  });

  it('that are still being read are named, and what is sent meanwhile waits for them', async () => {
    const { user, sent } = await openComposer();
    const read = holdReading();
    await user.upload(input(), note);
    expect(await screen.findByText('Reading note.txt…')).toHaveAttribute('role', 'status');
    await user.type(field(), 'See?{Enter}');
    expect(sent()).toEqual([]);
    expect(field()).toHaveValue('See?');
    read();
    await waitFor(() => expect(sent()).toMatchObject([{ content: 'See?', files: [{ name: 'note.txt' }] }]));
    expect(field()).toHaveValue('');
    expect(list()).toBeNull();
  });

  it('are sent alone as soon as they are read', async () => {
    const { user, sent } = await openComposer();
    const read = holdReading();
    await user.upload(input(), [note, picture]);
    await user.click(screen.getByRole('button', { name: 'Send' }));
    read();
    await waitFor(() => expect(sent()).toMatchObject([{ content: '', files: [{ name: 'note.txt' }, { name: 'cat.png' }] }]));
  });

  it('keep what waits for them where one of them is refused', async () => {
    const { user, sent } = await openComposer(<Composer attachments={{ maxFiles: 1 }} />);
    const read = holdReading();
    await user.upload(input(), [note, picture]);
    await user.type(field(), 'See?{Enter}');
    read();
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('cat.png was not attached'));
    expect(attached()).toEqual(['note.txt']);
    expect(field()).toHaveValue('See?');
    expect(sent()).toEqual([]);
  });

  it('let what is written on after Send stay to be sent again', async () => {
    const { user, sent } = await openComposer();
    const read = holdReading();
    await user.upload(input(), note);
    await user.type(field(), 'See?{Enter} Or not');
    read();
    await waitFor(() => expect(attached()).toEqual(['note.txt']));
    expect(field()).toHaveValue('See? Or not');
    expect(sent()).toEqual([]);
  });

  it('count together, also those of an earlier choice', async () => {
    const { choose } = await openComposer(<Composer attachments={{ maxBytes: 15 }} />);
    await choose(note);
    await choose(new File(['1234567'], 'more.txt', { type: 'text/plain' }));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('more.txt'));
    expect(attached()).toEqual(['note.txt']);
  });

  it.each([
    ['no name for its kind', new File(['fn main() {}'], 'main.rs')],
    ['a kind of its own', new File(['export {};'], 'index.ts', { type: 'video/mp2t' })],
    ['scripts in a picture', new File(['<svg/>'], 'logo.svg', { type: 'image/svg+xml' })],
  ])('are text where they read as text: %s', async (_, file) => {
    const { chat, user, choose } = await openComposer();
    await choose(file);
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(chat.socket().sent('Message')).toMatchObject([{ files: [{ name: file.name, media_type: 'text/plain' }] }]);
  });

  it('are of the kinds that the page wants', async () => {
    const { choose } = await openComposer(<Composer attachments={{ accept: 'image/*' }} />);
    expect(input()).toHaveAttribute('accept', 'image/*');
    await choose(note, picture);
    expect(attached()).toEqual(['cat.png']);
    expect(screen.getByRole('alert')).toHaveTextContent('note.txt');
  });

  it('cannot be attached where the page does not want any', async () => {
    await openComposer(<Composer attachments={false} />);
    expect(screen.queryByRole('button', { name: 'Attach files' })).not.toBeInTheDocument();
    const paste = createEvent.paste(field(), { clipboardData: { files: [picture], types: ['Files'] } });
    fireEvent(field(), paste);
    expect(paste.defaultPrevented).toBe(false);
  });

  it('wait with their message while an answer comes, and come back with it', async () => {
    const chat = openChat(<Composer />);
    await chat.hold(...asked);
    const user = userEvent.setup();
    await user.upload(input(), note);
    await settled();
    await user.click(screen.getByRole('button', { name: 'Send next' }));
    await committed(() => undefined);
    expect(screen.getByRole('list', { name: 'Sent after this answer' })).toHaveTextContent('note.txt');
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    expect(attached()).toEqual(['note.txt']);
  });
});

describe('U14: the files of a question that was sent', () => {
  const file = (name: string, media_type: string) => ({ type: 'file', name, media_type, size: 9, data: 'TWlsaywgMiBs' }) as const;

  it('can be saved under their names, and pictures are shown', async () => {
    const { page } = openChat(<MessageFiles message={{ parts: [file('note.txt', 'text/plain'), file('cat.png', 'image/png')] }} />);
    const files = within(page.container).getByRole('list', { name: 'Files' });
    const [note, cat] = within(files).getAllByRole('link');
    expect(note).toHaveAttribute('download', 'note.txt');
    expect(note).toHaveAttribute('href', 'data:text/plain;base64,TWlsaywgMiBs');
    expect(note).toHaveTextContent('note.txt9 B');
    expect(within(files).getByRole('img', { name: 'cat.png' }).closest('a')).toBe(cat);
  });

  it('are never shown as a picture that can hold scripts', () => {
    const { page } = openChat(<MessageFiles message={{ parts: [file('logo.svg', 'image/svg+xml')] }} />);
    expect(page.container.querySelector('img')).toBeNull();
  });
});
