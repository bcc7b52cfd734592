import type { ChatModel, ModelDelta, ModelRequest } from '../../src/server/index.ts';

/** One question that a manual model was asked. */
export interface ManualAnswer {
  readonly request: ModelRequest;
  reason(text: string): void;
  write(text: string): void;
  finish(finish_reason?: string): void;
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
}

type Step = ModelDelta | { readonly type: 'fail'; readonly error: unknown };

/** A model that says nothing until it is told to. */
export function createManualModel(name = 'manual'): ManualModel {
  const asked: ModelRequest[] = [];
  const answers = createQueue<ManualAnswer>();
  return {
    name,
    asked,
    next: answers.take,
    async *stream(request) {
      const steps = createQueue<Step>();
      asked.push(request);
      answers.put({
        request,
        reason: (text) => steps.put({ type: 'reasoning', text }),
        write: (text) => steps.put({ type: 'content', text }),
        finish: (finish_reason = 'stop') => steps.put({ type: 'finish', finish_reason }),
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
}

function createQueue<Item>(): Queue<Item> {
  const items: Item[] = [];
  const takers: ((item: Item) => void)[] = [];
  return {
    put(item) {
      const taker = takers.shift();
      if (taker) taker(item);
      else items.push(item);
    },
    take() {
      const [item] = items.splice(0, 1);
      return item === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(item);
    },
  };
}
