import { isUnfinished, joinText, type Complete, type Message } from '../protocol/index.ts';
import { callsOf } from './at-rest.ts';
import type { Environment, Stop } from './environment.ts';
import { LogLostError, type Change, type ConversationDraft, type ConversationLog } from './log/index.ts';
import type { Logger } from './logger.ts';
import { pause } from './pause.ts';
import { isRunning, type ToolChange } from './tools/index.ts';
import { createWrittenText, type TextKind, type WrittenText } from './written-text.ts';

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
  return new LogWriter(options);
}

/** A class: what each of a thousand answers looks at for every token is then in one place in memory. It is itself the change that it submits. */
class LogWriter implements AnswerWriter, Change<number> {
  readonly conversationId: string;
  readonly #options: AnswerWriterOptions;
  readonly #messageId: string;
  readonly #begunLength: number;
  readonly #written: WrittenText;
  readonly #stored = new AbortController();
  /** Aborted when nothing is left to store: a flush may still wait for its turn, or to try again. */
  readonly #signal: AbortSignal;
  #storedLength = 0;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #isFlushing = false;
  /** Whether what is held could not be stored when that was last tried. */
  #isStuck = false;
  /** What the signal says, at the price of a boolean: it is looked at for every token. */
  #isOver: boolean;
  #onProgress = () => {};
  #stopWaiting: Stop = () => undefined;
  readonly #submit = () => this.#submitText();

  constructor(options: AnswerWriterOptions) {
    const { answer, conversationId, maxAnswerBytes } = options;
    this.conversationId = conversationId;
    this.#options = options;
    this.#messageId = answer.id;
    this.#begunLength = lengthOf(answer);
    this.#written = createWrittenText(maxAnswerBytes - bytesOf(answer));
    this.#signal = AbortSignal.any([options.signal, this.#stored.signal]);
    this.#isOver = this.#signal.aborted;
    this.#signal.addEventListener('abort', () => this.#leave(), { once: true });
  }

  isFull(): boolean {
    return this.#written.isFull();
  }

  add(kind: TextKind, text: string): boolean {
    this.#written.add(kind, text);
    if (!this.#isFlushing) this.#flush();
    return this.#hasRoom() && !this.#written.isFull();
  }

  async room(): Promise<boolean> {
    while (!this.#hasRoom()) {
      if (this.#isStuck) return false;
      await new Promise<void>((resolve) => (this.#onProgress = resolve));
    }
    return true;
  }

  /** Says whether the answer had ended. */
  stage(draft: ConversationDraft): boolean {
    const message = draft.message(this.#messageId);
    if (message && !isUnfinished(message)) return true;
    let open = message?.parts.at(-1)?.type;
    for (const { kind, text } of this.#written.after(lengthOf(message) - this.#begunLength)) {
      const type = kind === 'content' ? 'text' : kind;
      const delta = kind === 'content' ? { content: text } : { reasoning: text };
      const update = { type: 'Update', message_id: this.#messageId, delta } as const;
      draft.append(open === type ? update : { ...update, at: this.#options.environment.now() });
      open = type;
    }
    return false;
  }

  update(changes: readonly ToolChange[]): Promise<Message | undefined> {
    this.#written.end();
    return this.#store((draft) => {
      const before = draft.message(this.#messageId);
      for (const tool of changes) {
        if (isStored(before, tool)) continue;
        draft.append({ type: 'ToolUpdate', message_id: this.#messageId, tool, at: this.#options.environment.now() });
      }
    });
  }

  rest(): void {
    this.#stored.abort();
  }

  async complete(end: AnswerEnd): Promise<void> {
    this.#written.end();
    await this.#store((draft) => {
      draft.append({ type: 'Complete', message_id: this.#messageId, ...end, at: this.#options.environment.now() });
    });
    this.#stored.abort();
  }

  // What comes with every token: it stores as `#store` does, and again until no text is left, in callbacks.

  apply(draft: ConversationDraft): number {
    return this.stage(draft) ? hadEnded : this.#written.length();
  }

  onStored(length: number): void {
    this.#isStuck = false;
    if (length === hadEnded) return this.#options.onEnded();
    this.#storedLength = length;
    this.#written.forget(length);
    this.#onProgress();
    this.#flush();
  }

  onFailed(error: unknown): void {
    this.#isFlushing = this.#mayTryAgain(error);
    if (this.#isFlushing) this.#stopWaiting = this.#options.environment.after(storeRetryMs, this.#submit);
  }

  #flush(): void {
    const { environment, flushIntervalMs } = this.#options;
    this.#isFlushing = this.#written.length() > this.#storedLength && !this.#isOver;
    if (!this.#isFlushing) return;
    const waitMs = flushIntervalMs - Math.max(0, environment.now() - this.#flushedAt);
    if (waitMs > 0) this.#stopWaiting = environment.after(waitMs, this.#submit);
    else this.#submitText();
  }

  #submitText(): void {
    const { environment, log } = this.#options;
    this.#isFlushing = !this.#isOver;
    this.#flushedAt = environment.now();
    if (this.#isFlushing) log.submit(this);
  }

  /** What the model wrote is kept until it is stored, however often that fails, as long as the answer and the log are this writer's. */
  async #store(change: (draft: ConversationDraft) => void): Promise<Message | undefined> {
    const { environment, log, onEnded } = this.#options;
    while (!this.#isOver) {
      try {
        const { hasEnded, message } = await log.transact(this.conversationId, (draft) => {
          const ended = this.stage(draft);
          change(draft);
          return { hasEnded: ended, message: draft.message(this.#messageId) };
        });
        this.#isStuck = false;
        if (hasEnded) onEnded();
        return message;
      } catch (error) {
        if (!this.#mayTryAgain(error)) return undefined;
        await pause(environment, storeRetryMs, this.#signal);
      }
    }
    return undefined;
  }

  /** Says whether it may be tried again what could not be stored. */
  #mayTryAgain(error: unknown): boolean {
    if (error instanceof LogLostError) return false;
    this.#isStuck = true;
    this.#onProgress();
    const ids = { conversation_id: this.conversationId, message_id: this.#messageId };
    this.#options.logger.error('could not store an answer, trying again', { ...ids, error });
    return true;
  }

  #hasRoom(): boolean {
    return this.#isOver || this.#written.length() - this.#storedLength <= maxHeldLength;
  }

  #leave(): void {
    this.#isOver = true;
    this.#stopWaiting();
    this.#onProgress();
  }
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
