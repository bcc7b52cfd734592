import type { Usage } from '../../src/protocol/index.ts';
import type { ChatModel, ModelDelta, ModelRequest } from '../../src/server/index.ts';

/** One question that a manual model was asked. */
export interface ManualAnswer {
  readonly request: ModelRequest;
  reason(text: string): void;
  write(text: string): void;
  /** Gives a sign of life. */
  work(): void;
  /** Calls a tool; its turn ends by `finish`. */
  call(id: string, name: string, input?: unknown): void;
  finish(finish_reason?: string, usage?: Usage): void;
  fail(error: unknown): void;
  /** Resolves when nobody wants the answer any more. */
  readonly aborted: Promise<void>;
}

/** A model whose answers the test writes. */
export interface ManualModel extends ChatModel {
  /** Everything that it was asked so far. */
  readonly asked: readonly ModelRequest[];
  /** Resolves with the next question that was not taken yet. */
  next(): Promise<ManualAnswer>;
  /** Resolves when everything that the test wrote has been taken. */
  settled(): Promise<void>;
}

type Step = ModelDelta | { readonly type: 'fail'; readonly error: unknown };

/** A model that says nothing until it is told to. */
export function createManualModel(name = 'manual'): ManualModel {
  const asked: ModelRequest[] = [];
  const answers = createQueue<ManualAnswer>();
  const scripts: Queue<Step>[] = [];
  return {
    name,
    asked,
    next: answers.take,
    async settled() {
      await Promise.all(scripts.map((steps) => steps.empty()));
    },
    async *stream(request) {
      const steps = createQueue<Step>();
      scripts.push(steps);
      asked.push(request);
      answers.put({
        request,
        reason: (text) => steps.put({ type: 'reasoning', text }),
        write: (text) => steps.put({ type: 'content', text }),
        work: () => steps.put({ type: 'working' }),
        call: (id, name, input = {}) => steps.put({ type: 'tool-call', id, name, input }),
        finish: (finish_reason = 'stop', usage) => steps.put({ type: 'finish', finish_reason, ...(usage && { usage }) }),
        fail: (error) => steps.put({ type: 'fail', error }),
        aborted: new Promise((resolve) => request.signal.addEventListener('abort', () => resolve())),
      });
      for (;;) {
        const step = await steps.take();
        if (step.type === 'fail') throw step.error;
        yield step;
        if (step.type === 'finish') return;
      }
    },
  };
}

interface Queue<Item> {
  put(item: Item): void;
  take(): Promise<Item>;
  /** Resolves when someone asks for more than there is. */
  empty(): Promise<void>;
}

function createQueue<Item>(): Queue<Item> {
  const items: Item[] = [];
  const takers: ((item: Item) => void)[] = [];
  const waiting: (() => void)[] = [];
  return {
    put(item) {
      const taker = takers.shift();
      if (taker) taker(item);
      else items.push(item);
    },
    take() {
      const [item] = items.splice(0, 1);
      if (item !== undefined) return Promise.resolve(item);
      for (const resolve of waiting.splice(0)) resolve();
      return new Promise((resolve) => takers.push(resolve));
    },
    empty: () => (takers.length > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
