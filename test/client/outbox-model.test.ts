import { setImmediate as turn } from 'node:timers/promises';
import fc, { type AsyncCommand } from 'fast-check';
import { expect, it } from 'vitest';
import type { Unkept } from '../../src/client/outbox-keeper.ts';
import { createOutbox } from '../../src/client/outbox.ts';

const conversationIds = ['one', 'other'];
const conversationOf = (id: string) => id.split(' ')[0] ?? '';

/** What a person wants to be stored, in order. What failed holds up what is behind it in its conversation. */
interface Model {
  wanted: { id: string; state: 'waiting' | 'failed' | 'stored' }[];
  removed: string[];
}

/** An outbox, and all that is around it, made by hand. What goes out is held against the model at once. */
function createReal(model: Model) {
  const keeping: { message: Unkept; settle: (seq: number | undefined) => void }[] = [];
  const keptFor = new Map<string, string | undefined>();
  /** What other tabs can send too. */
  const placed = new Set<string>();
  /** What is on its way on the present socket, by conversation. */
  const wire = new Map<string, string>();
  const stored: string[] = [];
  const cancelled: string[] = [];
  let isLive = false;
  let isLeading = false;
  let ids = 0;
  let places = 0;

  function judge(id: string): void {
    const conversationId = conversationOf(id);
    expect(wire.get(conversationId), 'what is on its way where the next one goes out').toBeUndefined();
    expect({ id, state: 'waiting' }, 'what goes out is the next one').toEqual(nextOf(model, conversationId));
    expect(keptFor.get(id), 'whom it is kept for').toBe('ada');
    wire.set(conversationId, id);
  }

  const outbox = createOutbox({
    environment: { now: () => 0, random: () => 0.5 },
    requests: {
      ask(id) {
        if (isLive) judge(id);
        return isLive;
      },
      askLater: () => undefined,
      settle: () => undefined,
      isAwaiting: () => false,
      clear: () => undefined,
    },
    sharing: {
      isKeeping: true,
      isLeading: () => isLeading,
      keep: (message) => new Promise((settle) => keeping.push({ message, settle })),
      moved: () => undefined,
      acknowledged: () => undefined,
      removed: () => undefined,
      renamed: () => undefined,
    },
    limit: 100,
    isBusy: () => false,
    replyTo: () => undefined,
    onChange: () => undefined,
    onTakenBack: (_, id) => cancelled.push(id),
  });

  function newId(conversationId: string): string {
    ids += 1;
    return `${conversationId} ${ids}`;
  }

  function change(id: string, state: 'failed' | 'stored'): void {
    model.wanted = model.wanted.map((message) => (message.id === id ? { id, state } : message));
  }

  /** The oldest that is being kept has its place, or cannot be kept: then nobody else can send it. */
  function settleKeeping(how: 'kept' | 'not kept'): void {
    const next = keeping.shift();
    if (!next) return;
    keptFor.set(next.message.frame.id, how === 'kept' ? next.message.userId : 'ada');
    places += 1;
    if (how === 'kept') placed.add(next.message.frame.id);
    next.settle(how === 'kept' ? (next.message.seq ?? places) : undefined);
  }

  function store(id: string): void {
    if (!stored.includes(id)) stored.push(id);
  }

  function removable() {
    return model.wanted.filter(({ id, state }) => state !== 'stored' && wire.get(conversationOf(id)) !== id);
  }

  function lose(): void {
    isLive = false;
    wire.clear();
    outbox.onLost(1006);
  }

  const real = {
    stored,
    cancelled,
    outbox,
    isOnItsWay: (id: string) => wire.get(conversationOf(id)) === id,
    /** Nothing holds a message up whose turn it is. */
    mayGo(id: string) {
      const isKept = keptFor.get(id) === 'ada' && !keeping.some(({ message }) => message.frame.id === id);
      return isLive && isKept && (isLeading || !placed.has(id));
    },
    /** Everything has come to its end. */
    isAtRest: () => keeping.length === 0 && wire.size === 0,
    send(pick: number) {
      const conversation_id = conversationIds[pick % 2] ?? '';
      const id = newId(conversation_id);
      model.wanted.push({ id, state: 'waiting' });
      outbox.add({ type: 'Message', id, conversation_id, content: id });
    },
    'is kept': () => settleKeeping('kept'),
    'cannot be kept': () => settleKeeping('not kept'),
    acknowledge(pick: number) {
      const id = at([...wire.values()], pick);
      if (id === undefined) return;
      store(id);
      wire.delete(conversationOf(id));
      change(id, 'stored');
      outbox.acknowledge(id);
      outbox.settle(id);
      outbox.pump(conversationOf(id));
    },
    'store, and lose the acknowledgement'(pick: number) {
      const id = at([...wire.values()], pick);
      if (id !== undefined) store(id);
      lose();
    },
    refuse(pick: number) {
      const id = at([...wire.values()], pick);
      if (id === undefined || stored.includes(id)) return;
      wire.delete(conversationOf(id));
      change(id, 'failed');
      outbox.refused(id, { type: 'Error', layer: 'application', code: 'forbidden', message: 'No.', retryable: false });
    },
    lose,
    welcome() {
      if (isLive) return;
      isLive = true;
      outbox.belongTo('ada', Infinity);
      outbox.pumpAll();
    },
    lead() {
      isLeading = true;
      outbox.pumpAll();
    },
    follow() {
      isLeading = false;
    },
    remove(pick: number) {
      const id = at(removable(), pick)?.id;
      if (id === undefined) return;
      model.wanted = model.wanted.filter((message) => message.id !== id);
      model.removed.push(id);
      outbox.remove(id);
    },
    retry(pick: number) {
      const failed = at(
        model.wanted.filter(({ state }) => state === 'failed'),
        pick,
      );
      if (!failed) return;
      const id = newId(conversationOf(failed.id));
      model.wanted = model.wanted.map((message) => (message === failed ? { id, state: 'waiting' } : message));
      if (placed.has(failed.id)) placed.add(id);
      outbox.retry(failed.id, id);
    },
  };
  return real;
}

type Real = ReturnType<typeof createReal>;

function at<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % items.length];
}

function nextOf({ wanted }: Model, conversationId: string) {
  return wanted.find(({ id, state }) => state !== 'stored' && conversationOf(id) === conversationId);
}

const usual = ['send', 'is kept', 'acknowledge', 'welcome', 'lead'] as const satisfies (keyof Real)[];
const unusual = [
  'cannot be kept',
  'store, and lose the acknowledgement',
  'refuse',
  'lose',
  'follow',
  'remove',
  'retry',
] as const satisfies (keyof Real)[];

const command = fc
  .tuple(fc.oneof(fc.constantFrom(...usual), fc.constantFrom(...unusual)), fc.nat(5))
  .map(([step, pick]): AsyncCommand<Model, Real> => ({
    check: () => true,
    async run(model, real) {
      real[step](pick);
      await turn();
      agree(model, real);
    },
    toString: () => `${step} ${pick}`,
  }));

/** The outbox shows what is wanted, in order, and sends what it may; what was taken back and reached the server all the same is stopped. */
function agree(model: Model, real: Real): void {
  for (const conversationId of conversationIds) {
    const waiting = model.wanted.filter(({ id, state }) => state !== 'stored' && conversationOf(id) === conversationId);
    const entries = real.outbox.entries(conversationId);
    expect(entries.map(({ frame, status }) => ({ id: frame.id, state: status === 'failed' ? status : 'waiting' }))).toEqual(waiting);
    const [next] = waiting;
    if (next?.state === 'waiting' && real.mayGo(next.id)) expect(real.isOnItsWay(next.id), `${next.id} is on its way`).toBe(true);
  }
  for (const id of model.removed) if (real.stored.includes(id)) expect(real.cancelled).toContain(id);
}

/** Everything goes well from now on, and what has failed is tried again. */
async function calmDown(model: Model, real: Real): Promise<void> {
  do {
    real.welcome();
    real.lead();
    real.retry(0);
    real['is kept']();
    real.acknowledge(0);
    await turn();
  } while (!real.isAtRest() || model.wanted.some(({ state }) => state === 'failed'));
}

it('R6.14: whatever happens, each message goes out in its turn, one at a time in its conversation, once it is kept, and none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands([command], { maxCommands: 60, size: 'max' }), async (commands) => {
      const model: Model = { wanted: [], removed: [] };
      const real = createReal(model);
      await fc.asyncModelRun(() => ({ model, real }), commands);
      await calmDown(model, real);
      for (const conversationId of conversationIds) {
        const isOfIt = (id: string) => conversationOf(id) === conversationId && !model.removed.includes(id);
        expect(real.stored.filter(isOfIt)).toEqual(model.wanted.map(({ id }) => id).filter(isOfIt));
      }
      expect(real.outbox.unsent()).toBe(0);
    }),
    { numRuns: 300 },
  );
});
