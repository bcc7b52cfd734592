import { isUnfinished, joinText, type Complete, type Message } from '../protocol/index.ts';
import { callsOf } from './at-rest.ts';
import type { Environment, Stop } from './environment.ts';
import { LogLostError, type Change, type ConversationDraft, type ConversationLog } from './log/index.ts';
import type { Logger } from './logger.ts';
import { pause } from './pause.ts';
import { isRunning, type ToolChange } from './tools/index.ts';
import { createWrittenText, type TextKind } from './written-text.ts';

/** How an answer ended. */
export type AnswerEnd = Pick<Complete, 'status' | 'finish_reason' | 'usage' | 'model' | 'error'>;

/** What a writer needs. */
export interface AnswerWriterOptions {
  readonly conversationId: string;
  /** As it stands in the log: a run may go on with what an earlier one had begun. */
  readonly answer: Message;
  readonly log: ConversationLog;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly flushIntervalMs: number;
  readonly maxAnswerBytes: number;
  /** Aborted when the answer has ended by another hand. */
  readonly signal: AbortSignal;
  /** Called when the log shows that the answer has ended by another hand: that may be all that was heard of a commit whose answer was lost. */
  readonly onEnded: () => void;
}

/** Brings the text of one answer into the log. */
export interface AnswerWriter {
  /** Whether the answer is as long as it may be. */
  isFull(): boolean;
  /** The first text is logged at once, what follows at most once a flush interval. Says whether more may be added at once. */
  add(kind: TextKind, text: string): boolean;
  /** Resolves once there is room, or with false if what was added cannot be stored now. */
  room(): Promise<boolean>;
  /** Appends to a draft what was added and is not in the log yet. */
  stage(draft: ConversationDraft): void;
  /** Stores what is new of calls of tools, behind all text; resolves with the answer as it is then. Undefined: it is no longer this writer's. */
  update(changes: readonly ToolChange[]): Promise<Message | undefined>;
  /** Resolves when all of it is stored, and its end. */
  complete(end: AnswerEnd): Promise<void>;
  /** Leaves the answer as it is stored, for another run. */
  rest(): void;
}

/** How long to wait before what could not be stored is tried again, in milliseconds. */
const storeRetryMs = 1000;
/** In place of how much was stored: nothing, for the answer had ended. */
const hadEnded = -1;
/** The most text that waits to be stored, in UTF-16 code units: 256 KiB of memory. */
const maxHeldLength = 128 * 1024;

/** A writer that adds to an answer. */
export function createAnswerWriter(options: AnswerWriterOptions): AnswerWriter {
  const { conversationId, answer, log, environment, logger, flushIntervalMs } = options;
  const messageId = answer.id;
  const begunLength = lengthOf(answer);
  const stored = new AbortController();
  /** Aborted when nothing is left to store: a flush may still wait for its turn, or to try again. */
  const signal = AbortSignal.any([options.signal, stored.signal]);
  const written = createWrittenText(options.maxAnswerBytes - bytesOf(answer));
  let storedLength = 0;
  let flushedAt = Number.NEGATIVE_INFINITY;
  let isFlushing = false;
  /** Whether what is held could not be stored when that was last tried. */
  let isStuck = false;
  let onProgress = () => {};
  let stopWaiting: Stop = () => undefined;
  /** What the signal says, at the price of a boolean: it is looked at for every token. */
  let isOver = signal.aborted;
  signal.addEventListener(
    'abort',
    () => {
      isOver = true;
      stopWaiting();
      onProgress();
    },
    { once: true },
  );
  const hasRoom = () => isOver || written.length() - storedLength <= maxHeldLength;

  /** Says whether the answer had ended. */
  function stage(draft: ConversationDraft): boolean {
    const message = draft.message(messageId);
    if (message && !isUnfinished(message)) return true;
    let open = message?.parts.at(-1)?.type;
    for (const { kind, text } of written.after(lengthOf(message) - begunLength)) {
      const type = kind === 'content' ? 'text' : kind;
      const delta = kind === 'content' ? { content: text } : { reasoning: text };
      const update = { type: 'Update', message_id: messageId, delta } as const;
      draft.append(open === type ? update : { ...update, at: environment.now() });
      open = type;
    }
    return false;
  }

  /** Says whether it may be tried again what could not be stored. */
  function mayTryAgain(error: unknown): boolean {
    if (error instanceof LogLostError) return false;
    isStuck = true;
    onProgress();
    logger.error('could not store an answer, trying again', { conversation_id: conversationId, message_id: messageId, error });
    return true;
  }

  /** What the model wrote is kept until it is stored, however often that fails, as long as the answer and the log are this writer's. */
  async function store(change: (draft: ConversationDraft) => void): Promise<Message | undefined> {
    while (!isOver) {
      try {
        const { hasEnded, message } = await log.transact(conversationId, (draft) => {
          const ended = stage(draft);
          change(draft);
          return { hasEnded: ended, message: draft.message(messageId) };
        });
        isStuck = false;
        if (hasEnded) options.onEnded();
        return message;
      } catch (error) {
        if (!mayTryAgain(error)) return undefined;
        await pause(environment, storeRetryMs, signal);
      }
    }
    return undefined;
  }

  /** As `store` does with the text, and again until none is left; in callbacks, for it comes with every token. */
  const flushing: Change<number> = {
    conversationId,
    apply: (draft) => (stage(draft) ? hadEnded : written.length()),
    onStored(length) {
      isStuck = false;
      if (length === hadEnded) return options.onEnded();
      storedLength = length;
      written.forget(length);
      onProgress();
      return flush();
    },
    onFailed(error) {
      isFlushing = mayTryAgain(error);
      if (isFlushing) stopWaiting = environment.after(storeRetryMs, submit);
    },
  };

  function submit(): void {
    isFlushing = !isOver;
    flushedAt = environment.now();
    if (isFlushing) log.submit(flushing);
  }

  function flush(): void {
    isFlushing = written.length() > storedLength && !isOver;
    if (!isFlushing) return;
    const waitMs = flushIntervalMs - Math.max(0, environment.now() - flushedAt);
    if (waitMs > 0) stopWaiting = environment.after(waitMs, submit);
    else submit();
  }

  return {
    isFull: written.isFull,
    add(kind, text) {
      written.add(kind, text);
      if (!isFlushing) flush();
      return hasRoom() && !written.isFull();
    },
    async room() {
      while (!hasRoom()) {
        if (isStuck) return false;
        await new Promise<void>((resolve) => (onProgress = resolve));
      }
      return true;
    },
    stage,
    update(changes) {
      written.end();
      return store((draft) => {
        const before = draft.message(messageId);
        for (const tool of changes) {
          if (!isStored(before, tool)) draft.append({ type: 'ToolUpdate', message_id: messageId, tool, at: environment.now() });
        }
      });
    },
    rest: () => stored.abort(),
    async complete(end) {
      written.end();
      await store((draft) => draft.append({ type: 'Complete', message_id: messageId, ...end, at: environment.now() }));
      stored.abort();
    },
  };
}

/** Whether the log says that already of a call, which begins once, under its name, and ends once: a commit that failed may have taken effect. */
function isStored(message: Message | undefined, { id, name }: ToolChange): boolean {
  const call = message && callsOf(message).find((held) => held.id === id);
  return call !== undefined && (name !== undefined || !isRunning(call));
}

/** How much of an answer the log has, which is where the rest goes on: so it may be staged twice, and a commit may fail. */
function lengthOf(message: Message | undefined): number {
  let length = 0;
  for (const part of message?.parts ?? []) if (part.type === 'text' || part.type === 'reasoning') length += part.text.length;
  return length;
}

function bytesOf({ parts }: Message): number {
  return parts.reduce(
    (sum, part) => sum + (part.type === 'text' || part.type === 'reasoning' ? Buffer.byteLength(joinText(part.text)) : 0),
    0,
  );
}
