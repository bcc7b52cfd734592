import type { ConnectionState, DeliveryError } from '../client/index.ts';
import type { RunError, ToolStatus } from '../protocol/index.ts';
import { formatDay, formatTime } from './format-date.ts';
import { formatDuration } from './format-duration.ts';
import { formatSize } from './format-size.ts';
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
  /** The connection is not tried again by itself. @param refusal its `message` is the server's or the client's, in English; its `status` is for other words. */
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

/** They in English. */
export const windowLabels: WindowLabels = {
  chat: 'Chat',
  conversation: 'Conversation',
  you: 'You',
  assistant: 'Assistant',
  list: (...words) => words.join(', '),
  greeting: 'What can I help with?',
  loading: 'Loading the conversation…',
  loadFailed: 'This conversation could not be loaded.',
  loadEarlier: 'Show earlier messages',
  loadingEarlier: 'Loading earlier messages…',
  earlierFailed: 'Earlier messages could not be loaded.',
  scrollToLatest: 'Jump to latest',
  conversationGone: 'This conversation is no longer there. You can read what is left of it, but not write to it.',

  message: 'Message',
  placeholder: 'Ask anything',
  send: 'Send',
  sendNext: 'Send next',
  stop: 'Stop',
  outboxFull: 'Too many messages wait to be sent. This one was not taken: try again when some have gone, or remove one.',
  messageTooLong: (limit) => `This is too long to be sent: a message holds ${limit} of text. Shorten it, or send it in parts.`,
  messageTooLarge: 'Text and files are too large to be sent together. Remove a file, or send them apart.',

  queue: 'Sent after this answer',
  sendNow: 'Send now',
  editQueued: 'Edit',
  editingQueued: 'Editing a message that waits',
  cancel: 'Cancel',

  attach: 'Attach files',
  files: 'Files',
  dropFiles: 'Drop files to attach them',
  size: formatSize,
  readingFile: (name) => `Reading ${name}…`,
  removeFile: (name) => `Remove ${name}`,
  download: (name) => `Download ${name}`,
  fileKind: (name) => `${name} was not attached: only pictures, PDF, JSON and text can be.`,
  fileUnreadable: (name) => `${name} was not attached: it could not be read. Try again.`,
  fileTooLarge: (name, limit) => `${name} was not attached: the files of a message hold ${limit} at most.`,
  tooManyFiles: (name, limit) => `${name} was not attached: a message takes no more than ${limit}.`,
  think: 'Think',

  sending: 'Sending…',
  queued: 'Waiting to be sent',
  notSent: (error) => because('Not sent', error),
  retry: 'Retry',
  remove: 'Remove',
  copyMessage: 'Copy message',
  copyCode: 'Copy code',
  copied: 'Copied',
  copyFailed: 'Copying is not allowed here',
  regenerate: 'Answer again',
  editQuestion: 'Edit question',
  goodAnswer: 'Good answer',
  badAnswer: 'Bad answer',
  previousVersion: 'Previous version',
  nextVersion: 'Next version',
  version: (place, count) => `Version ${place} of ${count}`,
  time: formatTime,
  day: formatDay,

  waiting: 'Waiting for the model…',
  stopped: 'Stopped',
  interrupted: 'Interrupted: the server lost this answer',
  cutOff: 'Cut off: the answer reached its limit',
  failed: (error) => because('The answer failed', error),
  failureId: 'Reference',

  thinking: (seconds) => (seconds === undefined ? 'Thinking…' : `Thinking… ${formatDuration(seconds)}`),
  thought: (seconds) => (seconds === undefined ? 'Thoughts' : `Thought for ${formatDuration(seconds)}`),
  reasoning: 'Reasoning',
  redacted: 'The provider does not show this part of the reasoning.',

  tool: (name, state) =>
    ({
      running: `Using ${name}…`,
      awaiting: `${name} needs your approval`,
      done: `Used ${name}`,
      failed: `${name} failed`,
      denied: `${name} was not allowed`,
      stopped: `${name} was stopped`,
    })[state],
  toolInput: 'Input',
  toolOutput: 'Output',
  toolTruncated: 'The rest was cut off.',
  allow: 'Allow',
  deny: 'Deny',
  omitted: (count) => (count === 1 ? 'without the oldest message' : `without the ${count} oldest messages`),

  answerStarted: 'Answering.',
  answerEnded: 'Answer complete.',

  connecting: 'Connecting…',
  connectionLost: 'Connection lost',
  unreachable: 'The server can’t be reached',
  offline: 'You’re offline',
  refused: ({ message }) => message,
  willBeSent: (count) => (count === 1 ? '1 message will be sent' : `${count} messages will be sent`),
  reconnected: 'Connected again',
  reconnecting: 'reconnecting…',
  retryIn: (seconds) => `retry in ${formatDuration(seconds)}`,
  retryNow: 'Retry now',

  table: 'Table',
  code: (language) => (language === '' ? 'Code' : `Code in ${language}`),
  taskDone: 'Done',
  taskOpen: 'To do',
  newTab: '(opens in a new tab)',
  footnote: (label) => `Footnote ${label}`,
  footnoteBack: (label) => `Back to the text from footnote ${label}`,
};

function because(what: string, error: { readonly message: string } | undefined): string {
  return error ? `${what}: ${error.message}` : what;
}
