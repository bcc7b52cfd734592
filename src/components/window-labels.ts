import { formatDay, formatTime } from './format-date.ts';
import { formatDuration } from './format-duration.ts';
import { formatSize } from './format-size.ts';
import type { WindowLabels } from './labels.ts';

/** The words of a chat in English. */
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
