import { contentOf, filesOf, isUnfinished, type FilePart, type Message, type MessageOptions } from '../protocol/index.ts';
import { createMockAnswer, type MockAnswer } from './mock-answer.ts';
import type { MockEnvironment } from './mock-environment.ts';
import type { MockLog } from './mock-log.ts';
import { promptPath } from './prompt-path.ts';

/** What a reply is asked for. */
export interface MockRequest {
  readonly conversationId: string;
  /** The text of the question. */
  readonly content: string;
  /** What was attached to it. */
  readonly files: readonly Readonly<FilePart>[];
  /** What a model would be given: from the first question to this one. */
  readonly path: readonly Message[];
  readonly options: MessageOptions;
  /** The answer, to be written and ended. */
  readonly answer: MockAnswer;
}

/** Writes and ends one answer; a rejection fails it. */
export type MockReply = (request: MockRequest) => void | Promise<void>;

/** The runs of a mock server: one at a time in a conversation, in log order (R4.14). */
export interface MockRuns {
  /** What answers from now on; undefined: nobody does by itself. */
  reply: MockReply | undefined;
  /** Starts the next answer that is due. */
  next(log: MockLog): void;
  /** The hand of one answer. Who takes it writes it: it is not started by itself. */
  take(log: MockLog, messageId: string): MockAnswer;
}

/** No runs yet. */
export function createMockRuns(environment: MockEnvironment, reply: MockReply | undefined): MockRuns {
  const answers = new Map<string, MockAnswer>();

  function take(log: MockLog, id: string): MockAnswer {
    const answer = answers.get(id) ?? createMockAnswer(log, id, environment);
    answers.set(id, answer);
    return answer;
  }

  async function run(log: MockLog, message: Message, speak: MockReply): Promise<void> {
    const answer = take(log, message.id);
    const path = promptPath(log.conversation, message);
    const question = path.at(-1);
    const content = question ? contentOf(question) : '';
    const files = question ? filesOf(question) : [];
    try {
      await speak({ conversationId: log.id, content, files, path, options: message.options ?? {}, answer });
    } catch (error) {
      answer.fail({ code: 'internal', message: error instanceof Error ? error.message : String(error) });
    }
  }

  const runs: MockRuns = {
    reply,
    next(log) {
      const due = log.conversation.messages.find(isUnfinished);
      if (due && runs.reply && !answers.has(due.id)) void run(log, due, runs.reply);
    },
    take,
  };
  return runs;
}
