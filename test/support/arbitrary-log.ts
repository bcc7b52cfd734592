import fc from 'fast-check';
import type { LoggedEvent, WireMessage, WirePart } from '../../src/protocol/index.ts';

/** The conversation that every arbitrary log belongs to. */
export const conversationId = '00000000-0000-4000-8000-000000000001';

type Unstamped<Event> = Event extends LoggedEvent ? Omit<Event, 'conversation_id' | 'sync_id' | 'after'> : never;

/** What can happen in a conversation: an event without its place in the log. */
export type Happening = Unstamped<LoggedEvent>;

/** The events of a log, or of a branch of one, that follow the event `after`. */
export function stamp(happenings: readonly Happening[], { after }: { after: number }): LoggedEvent[] {
  return happenings.map((happening, place) => ({ ...happening, conversation_id: conversationId, sync_id: after + place + 1 }));
}

// Few names, so that events meet: ids that are held, not held yet, added twice, ended.
const messageId = fc.constantFrom('answer-1', 'answer-1', 'answer-1', 'answer-2', 'question');
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.constant('') },
);
const at = fc.integer({ min: 1, max: 9_999 });

const toolStatus = fc.constantFrom('running', 'awaiting', 'done', 'failed', 'denied');
// What JSON can say, which -0 is not; and null means absent.
const given = fc
  .json({ maxDepth: 1 })
  .filter((encoded) => encoded !== 'null')
  .map((encoded): unknown => JSON.parse(encoded));
const toolFacts = {
  input: given,
  output: given,
  truncated: fc.boolean(),
  error: fc.string({ maxLength: 4 }),
};

const unknownPart = fc.record(
  { id: fc.constantFrom('file-1', 'file-2'), value: fc.dictionary(fc.constantFrom('a', 'b'), fc.integer(), { maxKeys: 2 }) },
  { requiredKeys: ['value'] },
);

const part: fc.Arbitrary<WirePart> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record(
    { type: fc.constant('reasoning' as const), text, started_at: at, ended_at: at, redacted: fc.boolean() },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record(
    { type: fc.constant('tool' as const), id: fc.constantFrom('tool-1', 'tool-2'), name: text, status: toolStatus, ...toolFacts },
    { requiredKeys: ['type', 'id', 'name', 'status'] },
  ),
  fc.record({ type: fc.constant('file' as const), name: text, media_type: text, size: fc.nat(), data: fc.base64String() }),
  unknownPart.map(({ value, ...id }) => ({ type: 'unknown' as const, ...id, value: { ...value, kind: 'chart', ...id } })),
);

const messageFacts = { id: messageId, reply_to: fc.option(messageId, { nil: null }), created_at: at };
const pendingAnswer: fc.Arbitrary<WireMessage> = fc
  .record(messageFacts)
  .map((facts) => ({ ...facts, role: 'assistant', status: 'pending', parts: [] }));
const messageWithParts: fc.Arbitrary<WireMessage> = fc.record({
  ...messageFacts,
  role: fc.constantFrom('assistant', 'user'),
  status: fc.constantFrom('complete', 'streaming', 'pending'),
  parts: fc.array(part, { maxLength: 2 }),
});
const message = fc.oneof({ weight: 4, arbitrary: pendingAnswer }, { weight: 1, arbitrary: messageWithParts });

const added: fc.Arbitrary<Happening> = message.map((value) => ({ type: 'MessageAdded', message: value }));

const updated: fc.Arbitrary<Happening> = fc
  .record(
    {
      message_id: messageId,
      delta: fc.oneof(
        { weight: 5, arbitrary: text.map((content) => ({ content })) },
        { weight: 5, arbitrary: text.map((reasoning) => ({ reasoning })) },
        { weight: 1, arbitrary: fc.record({ content: text, reasoning: text }, { requiredKeys: [] }) },
      ),
      new_part: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      at,
    },
    { requiredKeys: ['message_id', 'delta'] },
  )
  .map((facts) => ({ type: 'Update', ...facts }));

const toolUpdated: fc.Arbitrary<Happening> = fc
  .record({
    message_id: messageId,
    tool: fc.record({ id: fc.constantFrom('tool-1', 'tool-2'), name: text, status: toolStatus, ...toolFacts }, { requiredKeys: ['id'] }),
    at,
  })
  .map((facts) => ({ type: 'ToolUpdate', ...facts }));

const partPut: fc.Arbitrary<Happening> = fc
  .record({ message_id: messageId, part, at }, { requiredKeys: ['message_id', 'part'] })
  .map((facts) => ({ type: 'Part', ...facts }));

const completed: fc.Arbitrary<Happening> = fc
  .record(
    {
      message_id: messageId,
      status: fc.constantFrom('complete', 'stopped', 'interrupted', 'failed'),
      at,
      finish_reason: fc.constant('stop'),
      model: fc.constant('model'),
      usage: fc.record({ input_tokens: fc.nat(), output_tokens: fc.nat() }, { requiredKeys: [] }),
      error: fc.constant({ code: 'internal', message: 'It failed.', retryable: true }),
    },
    { requiredKeys: ['message_id', 'status', 'at'] },
  )
  .map((facts) => ({ type: 'Complete', ...facts }));

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: added },
  { weight: 14, arbitrary: updated },
  { weight: 4, arbitrary: toolUpdated },
  { weight: 3, arbitrary: partPut },
  { weight: 1, arbitrary: completed },
  { weight: 1, arbitrary: fc.constant({ type: 'Unknown' as const }) },
);

/** Anything that can happen, in any order: sensible, and not. */
export function arbitraryHappenings({ maxLength = 40 } = {}): fc.Arbitrary<Happening[]> {
  return fc.tuple(fc.array(added, { maxLength: 3 }), fc.array(happening, { maxLength })).map(([first, then]) => [...first, ...then]);
}

/** A whole log, from its first event. */
export function arbitraryLog(options?: { maxLength?: number }): fc.Arbitrary<LoggedEvent[]> {
  return arbitraryHappenings(options).map((happenings) => stamp(happenings, { after: 0 }));
}
