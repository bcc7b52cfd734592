import { useCallback, useEffect, useRef, useState } from 'react';
import { OutboxFullError, type Draft, type Written } from '../client/index.ts';
import { useChatActions, useDraft, useMaxFrameBytes } from '../react/index.ts';
import type { Attached, AttachTo } from './attach-files.ts';
import type { AttachmentOptions } from './attachment-options.ts';
import { excessOf, roomOfMessage } from './message-limits.ts';
import { useLabels } from './use-labels.ts';

/** What a composer holds, and what can be done with it. */
export interface ComposerState {
  readonly draft: Draft;
  /** Names of files that are still being read. */
  readonly reading: readonly string[];
  /** What keeps the draft from being sent, or a file from being attached, in words for the writer. */
  readonly troubles: readonly string[];
  readonly canSend: boolean;
  write(content: string): void;
  attach(files: readonly File[]): void;
  removeFile(place: number): void;
  /** Sends the draft, as soon as its files are read; it stays where one of them is refused, or the outbox does not take it. */
  sendDraft(): void;
  /** Takes a waiting message back into the field; what stood there comes back when that is sent, or given up. */
  takeBack(messageId: string, message: Written): void;
  /** Lets the message that was taken back wait again as it was. */
  giveUpEdit(): void;
}

const blank: Written = { content: '', files: [] };

/** The draft of a composer, its files, and what becomes of them. */
export function useComposer(attachments: AttachmentOptions | undefined): ComposerState {
  const labels = useLabels();
  const { send, remove } = useChatActions();
  const { draft, setDraft, readDraft } = useDraft();
  const room = roomOfMessage(useMaxFrameBytes());
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [reading, setReading] = useState<readonly string[]>([]);
  const isAwaited = useRef(false);
  const lastRead = useRef<Promise<void>>(Promise.resolve());

  const change = useCallback(
    (next: (draft: Draft) => Draft) => {
      setRefusals([]);
      isAwaited.current = false;
      setDraft(next);
    },
    [setDraft],
  );

  const attach = useCallback(
    (files: readonly File[]) => {
      if (!attachments || files.length === 0) return;
      setReading((before) => [...before, ...files.map(({ name }) => name)]);
      // One after the other, so that what is dropped while a file is being read counts it in.
      lastRead.current = lastRead.current.then(async () => {
        const to = { held: readDraft().files, options: attachments, messageRoom: room, labels };
        const { files: read, refused } = await readFiles(files, to);
        setReading((before) => before.slice(files.length));
        if (refused.length > 0) isAwaited.current = false;
        setRefusals(refused);
        if (read.length > 0) setDraft((before) => ({ ...before, files: [...before.files, ...read] }));
      });
    },
    [attachments, room, labels, setDraft, readDraft],
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

  const tooMuch = excessOf(draft, room, labels);
  const isBlank = draft.content.trim() === '' && draft.files.length === 0;
  const isReading = reading.length > 0;
  const canSend = (!isBlank || isReading) && tooMuch === undefined;

  function sendDraft(): void {
    if (!canSend) return;
    isAwaited.current = isReading;
    if (!isReading) put(draft);
  }

  // What Send was pressed for can only be sent once the last file has come into the draft.
  useEffect(() => {
    if (isAwaited.current && !isReading) sendDraft();
  });

  return {
    draft,
    reading,
    troubles: tooMuch === undefined ? refusals : [tooMuch, ...refusals],
    canSend,
    write: (content) => change((before) => ({ ...before, content })),
    attach,
    removeFile: (place) => change((before) => ({ ...before, files: before.files.filter((_, other) => other !== place) })),
    sendDraft,
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
async function readFiles(files: readonly File[], to: AttachTo): Promise<Attached> {
  try {
    const { attachFiles } = await import('./attach-files.ts');
    return await attachFiles(files, to);
  } catch {
    return { files: [], refused: files.map(({ name }) => to.labels.fileUnreadable(name)) };
  }
}
