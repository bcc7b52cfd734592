import { useCallback, useRef, useState } from 'react';
import { OutboxFullError, type Draft, type Written } from '../client/index.ts';
import { useChatActions, useDraft } from '../react/index.ts';
import type { MessageFile } from '../protocol/index.ts';
import type { Attached, RefusedFile } from './attach-files.ts';
import { attachmentLimits, type AttachmentOptions } from './attachment-options.ts';
import type { WindowLabels } from './labels.ts';
import { useLabels } from './use-labels.ts';

/** What a composer holds, and what can be done with it. */
export interface ComposerState {
  readonly draft: Draft;
  /** What keeps the draft from being sent, or a file from being attached, in words for the writer. */
  readonly troubles: readonly string[];
  readonly canSend: boolean;
  write(content: string): void;
  attach(files: readonly File[]): void;
  removeFile(place: number): void;
  /** Sends the draft; it stays where the outbox does not take it. */
  sendDraft(): void;
  /** Takes a waiting message back into the field; what stood there comes back when that is sent, or given up. */
  takeBack(messageId: string, message: Written): void;
  /** Lets the message that was taken back wait again as it was. */
  giveUpEdit(): void;
}

const blank: Written = { content: '', files: [] };

/** The most bytes of text in a message (R8.3). */
const maxContentBytes = 256 * 1024;

/** The most bytes of a frame (R8.1), less what stands in it beside text and files. */
const maxMessageBytes = 511 * 1024;

/** The draft of a composer, its files, and what becomes of them. */
export function useComposer(attachments: AttachmentOptions | undefined): ComposerState {
  const labels = useLabels();
  const { send, remove } = useChatActions();
  const { draft, setDraft, readDraft } = useDraft();
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const reading = useRef<Promise<void>>(Promise.resolve());

  const change = useCallback(
    (next: (draft: Draft) => Draft) => {
      setRefusals([]);
      setDraft(next);
    },
    [setDraft],
  );

  const attach = useCallback(
    (files: readonly File[]) => {
      if (!attachments || files.length === 0) return;
      // One after the other, so that what is dropped while a file is being read counts it in.
      reading.current = reading.current.then(async () => {
        const { files: read, refused } = await readFiles(files, readDraft().files, attachments);
        setRefusals(refused.map((file) => textOf(file, attachments, labels)));
        if (read.length > 0) setDraft((before) => ({ ...before, files: [...before.files, ...read] }));
      });
    },
    [attachments, labels, setDraft, readDraft],
  );

  /** Hands it to the outbox; what the outbox does not take stays in the field. */
  function put({ content, files }: Written): void {
    try {
      send(content, files);
    } catch (error) {
      if (!(error instanceof OutboxFullError)) throw error;
      return setRefusals([labels.outboxFull]);
    }
    change(({ takenBack }) => takenBack?.aside ?? blank);
  }

  const tooMuch = excessOf(draft, labels);
  const isBlank = draft.content.trim() === '' && draft.files.length === 0;
  const canSend = !isBlank && tooMuch === undefined;

  return {
    draft,
    troubles: tooMuch === undefined ? refusals : [tooMuch, ...refusals],
    canSend,
    write: (content) => change((before) => ({ ...before, content })),
    attach,
    removeFile: (place) => change((before) => ({ ...before, files: before.files.filter((_, other) => other !== place) })),
    sendDraft() {
      if (canSend) put(draft);
    },
    takeBack(messageId, message) {
      change(({ content, files }) => ({ ...message, takenBack: { message, aside: { content, files } } }));
      remove(messageId);
    },
    giveUpEdit() {
      if (draft.takenBack) put(draft.takenBack.message);
    },
  };
}

/** A page that is offline may not get the code that reads files: then none of them can be read. */
async function readFiles(files: readonly File[], held: readonly MessageFile[], options: AttachmentOptions): Promise<Attached> {
  try {
    const { attachFiles } = await import('./attach-files.ts');
    return await attachFiles(files, held, options);
  } catch {
    return { files: [], refused: files.map(({ name }) => ({ name, reason: 'unreadable' })) };
  }
}

function excessOf({ content, files }: Draft, labels: WindowLabels): string | undefined {
  // Nothing is measured that is short however it is encoded.
  if (content.length * 3 > maxContentBytes && bytesOf(content) > maxContentBytes)
    return labels.messageTooLong(labels.size(maxContentBytes));
  if (files.length === 0) return undefined;
  const bytes = files.reduce((sum, { data }) => sum + data.length, 0) + bytesOf(JSON.stringify(content));
  return bytes > maxMessageBytes ? labels.messageTooLarge : undefined;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function textOf({ name, reason }: RefusedFile, options: AttachmentOptions, labels: WindowLabels): string {
  if (reason === 'kind') return labels.fileKind(name);
  if (reason === 'unreadable') return labels.fileUnreadable(name);
  if (reason === 'count') return labels.tooManyFiles(name, Math.min(options.maxFiles ?? Infinity, attachmentLimits.maxFiles));
  return labels.fileTooLarge(name, labels.size(options.maxBytes ?? attachmentLimits.maxBytes));
}
