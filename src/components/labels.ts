import type { ConnectionState, DeliveryError } from '../client/index.ts';
import type { RunError, ToolStatus } from '../protocol/index.ts';
import type { SideLabels } from './side-labels.ts';

/** Why there is no connection, and none is tried for. */
type Refusal = Extract<ConnectionState, { message: string }>;

/** Every word that the components show or say. */
export interface ChatLabels extends SideLabels {
  /** Name of the chat as a region of the page. */
  readonly chat: string;
  /** Name of the list of messages. */
  readonly conversation: string;
  readonly you: string;
  readonly assistant: string;
  /** Says several things one after the other. */
  readonly list: (...words: readonly string[]) => string;
  readonly greeting: string;
  readonly loading: string;
  readonly loadFailed: string;
  readonly loadEarlier: string;
  readonly loadingEarlier: string;
  readonly earlierFailed: string;
  readonly scrollToLatest: string;
  /** In place of the composer's hint, once the conversation can no longer be written to. */
  readonly conversationGone: string;

  /** Name of the text field. */
  readonly message: string;
  readonly placeholder: string;
  readonly send: string;
  /** While an answer is being written: what is sent now is answered next. */
  readonly sendNext: string;
  readonly stop: string;
  /** A message could not be taken, because too many wait to be sent. */
  readonly outboxFull: string;
  /** @param limit of the text, in words. */
  readonly messageTooLong: (limit: string) => string;
  /** Text and files together are more than the server takes at once. */
  readonly messageTooLarge: string;

  /** Name of the messages that wait for the end of an answer. */
  readonly queue: string;
  readonly sendNow: string;
  readonly editQueued: string;
  /** A message that waited is in the field. */
  readonly editingQueued: string;
  readonly cancel: string;

  readonly attach: string;
  /** Name of the files of a message. */
  readonly files: string;
  readonly dropFiles: string;
  /** A size in words. */
  readonly size: (bytes: number) => string;
  readonly readingFile: (name: string) => string;
  readonly removeFile: (name: string) => string;
  readonly download: (name: string) => string;
  readonly fileKind: (name: string) => string;
  readonly fileUnreadable: (name: string) => string;
  /** @param limit of all files of a message, in words. */
  readonly fileTooLarge: (name: string, limit: string) => string;
  readonly tooManyFiles: (name: string, limit: number) => string;
  readonly think: string;

  readonly sending: string;
  readonly queued: string;
  /** @param error why, as the server or the client said it, in English; its `code` is for other words. */
  readonly notSent: (error: DeliveryError | undefined) => string;
  readonly retry: string;
  readonly remove: string;
  readonly copyMessage: string;
  readonly copyCode: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly regenerate: string;
  readonly editQuestion: string;
  readonly goodAnswer: string;
  readonly badAnswer: string;
  readonly previousVersion: string;
  readonly nextVersion: string;
  /** @param place from 1 on. */
  readonly version: (place: number, count: number) => string;
  readonly time: (date: Date) => string;
  readonly day: (date: Date, today: Date) => string;

  /** Shown and said: the question was accepted, and nothing of the answer is there yet. */
  readonly waiting: string;
  readonly stopped: string;
  readonly interrupted: string;
  readonly cutOff: string;
  /** @param error why, as the server said it; its `code` is for other words. */
  readonly failed: (error: RunError | undefined) => string;
  /** Before the id of an answer that failed: the server's log has it too. */
  readonly failureId: string;

  /** @param seconds since the reasoning began; undefined before a whole one has passed. */
  readonly thinking: (seconds: number | undefined) => string;
  /** @param seconds that the reasoning took; undefined if the server did not say. */
  readonly thought: (seconds: number | undefined) => string;
  /** Name of the reasoning while it scrolls. */
  readonly reasoning: string;
  readonly redacted: string;

  /** What becomes of a call of a tool. `stopped`: it was left behind when its answer ended. */
  readonly tool: (name: string, state: ToolStatus | 'stopped') => string;
  readonly toolInput: string;
  readonly toolOutput: string;
  readonly toolTruncated: string;
  /** Lets a call be carried out. */
  readonly allow: string;
  readonly deny: string;
  /** @param count of the messages that the model was not given, because the conversation is too long for it. */
  readonly omitted: (count: number) => string;

  /** Said when the text of an answer begins. */
  readonly answerStarted: string;
  /** Said when an answer is complete; where it is not, what is shown is said. */
  readonly answerEnded: string;

  /** For the first time, and it takes long. */
  readonly connecting: string;
  readonly connectionLost: string;
  readonly unreachable: string;
  readonly offline: string;
  /**
   * The connection is not tried again by itself.
   * @param refusal its `message` is the server's or the client's, in English; its `status` is for other words.
   */
  readonly refused: (refusal: Refusal) => string;
  /** @param count of all messages that wait for the connection. */
  readonly willBeSent: (count: number) => string;
  readonly reconnected: string;
  readonly reconnecting: string;
  /** @param seconds until the next try. */
  readonly retryIn: (seconds: number) => string;
  readonly retryNow: string;

  readonly table: string;
  /** @param language of the code, as the answer names it; it may be empty. */
  readonly code: (language: string) => string;
  readonly taskDone: string;
  readonly taskOpen: string;
  /** Said with a link that leads out of the page. */
  readonly newTab: string;
  readonly footnote: (label: string) => string;
  readonly footnoteBack: (label: string) => string;
}

/** The words of a chat without what can stand beside it: `useSideLabels` has those too. */
export type WindowLabels = Omit<ChatLabels, keyof SideLabels>;
