import { findMessage, isUnfinished, type EndStatus, type RunError, type ToolUpdate, type Usage } from '../protocol/index.ts';
import type { MockEnvironment } from './mock-environment.ts';
import type { MockLog } from './mock-log.ts';
import { splitText } from './split-text.ts';
import { byteLength, holdBack, wellFormed } from './well-formed.ts';

/** The most bytes of text in one answer (R8.3). */
const maxTextBytes = 1024 * 1024;

/** How an answer ended, besides its status. */
export interface MockEnd {
  /** @default 'stop' */
  finish_reason?: string;
  model?: string;
  usage?: Usage;
}

/** One answer, to be spoken by a test or a story. What is said after its end is ignored, as a run that was stopped is. */
export interface MockAnswer {
  readonly id: string;
  readonly hasEnded: boolean;
  /** Adds to the reasoning. */
  reason(text: string): void;
  /** Adds to the text. */
  write(text: string): void;
  /** Inserts a tool call, or merges into the one with that id. */
  tool(tool: ToolUpdate['tool']): void;
  /** Ends it, done. */
  complete(end?: MockEnd): void;
  /** Ends it, failed; the text stays. */
  fail(error?: Partial<RunError>): void;
  /** Ends it as a `Cancel` from elsewhere would. */
  stop(): void;
  /** Ends it as a restart of the server would. */
  interrupt(): void;
  /** Resolves after `ms`, by the timers of the mock server; at once for 0. */
  pause(ms: number): Promise<void>;
}

type Kind = 'reasoning' | 'content';

/** The hand that writes one answer of a log. */
export function createMockAnswer(log: MockLog, id: string, { now, setTimer }: MockEnvironment): MockAnswer {
  const held = { reasoning: '', content: '' };
  let bytes = 0;

  function message() {
    const found = findMessage(log.conversation, id);
    return found && isUnfinished(found) ? found : undefined;
  }

  function say(kind: Kind, text: string): void {
    settle(kind === 'content' ? 'reasoning' : 'content');
    const { ready, held: rest } = holdBack(held[kind] + text);
    held[kind] = rest;
    append(kind, wellFormed(ready));
  }

  /** The other half of what is held will not come any more. */
  function settle(kind: Kind): void {
    const half = held[kind];
    held[kind] = '';
    append(kind, wellFormed(half));
  }

  function append(kind: Kind, text: string): void {
    for (const piece of splitText(text)) {
      bytes += byteLength(piece);
      if (bytes > maxTextBytes) {
        end('complete', { finish_reason: 'length' });
        return;
      }
      log.append([{ type: 'Update', message_id: id, delta: { [kind]: piece }, ...whenItOpens(kind) }]);
    }
  }

  /** `at` stands on an event that opens a part (R5.3). */
  function whenItOpens(kind: Kind): { at?: number } {
    const last = message()?.parts.at(-1)?.type;
    return last === (kind === 'content' ? 'text' : 'reasoning') ? {} : { at: now() };
  }

  function end(status: EndStatus, facts: MockEnd & { error?: RunError }): void {
    log.append([{ type: 'Complete', message_id: id, status, ...facts, at: now() }]);
  }

  /** Nothing follows the end of a run (R2.3). */
  function unlessEnded(act: () => void): void {
    if (message()) act();
  }

  function finish(status: EndStatus, facts: MockEnd & { error?: RunError } = {}): void {
    unlessEnded(() => settle('reasoning'));
    unlessEnded(() => settle('content'));
    unlessEnded(() => end(status, facts));
  }

  return {
    id,
    get hasEnded() {
      return !message();
    },
    reason: (text) => unlessEnded(() => say('reasoning', text)),
    write: (text) => unlessEnded(() => say('content', text)),
    tool: (tool) => unlessEnded(() => log.append([{ type: 'ToolUpdate', message_id: id, tool, at: now() }])),
    complete: (facts) => finish('complete', { finish_reason: 'stop', ...facts }),
    fail: (error) => finish('failed', { error: { code: 'model_error', message: 'The model failed.', retryable: true, ...error } }),
    stop: () => finish('stopped'),
    interrupt: () => finish('interrupted'),
    pause: (ms) => (ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimer(ms, resolve))),
  };
}
