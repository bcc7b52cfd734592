import type { ClientFrame } from '../../src/protocol/index.ts';
import type { SeededRandom } from './seeded-random.ts';

/** One frame as it is sent: text, or bytes in a binary frame. */
export type FuzzFrame = string | Uint8Array;

const ids = Array.from({ length: 4 }, (_, place) => `0000000${place}-0000-4000-8000-000000000000`) as [string, ...string[]]; // there are four

const oddities: readonly [unknown, ...unknown[]] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  'x',
  '\0',
  '\ud800',
  '🙂'.repeat(50),
  [],
  [[]],
  {},
  { type: 'Ping' },
  'chat',
  '__proto__',
  'constructor',
  ids[0].toUpperCase(),
];

/** A frame that a client might send, to conversations and messages that are there, and that are not. */
function someFrame(random: SeededRandom): ClientFrame {
  const id = random.chance(0.3) ? crypto.randomUUID() : random.pick(ids);
  const conversation_id = random.pick(ids);
  const message_id = random.pick(ids);
  const request_id = `r${random.whole(0, 1_000_000_000)}`;
  const frame = random.pick<ClientFrame>([
    { type: 'Ping' },
    { type: 'Subscribe', scope: 'chat', conversation_id, last_sync_id: random.whole(0, 9), log_id: 'l' },
    { type: 'Unsubscribe', scope: 'chat', conversation_id },
    { type: 'Message', id, conversation_id, content: 'Hi 漢字', reply_to: message_id, fork: true, use_reasoning: true, repos: ['a/b'] },
    { type: 'Message', id, content: 'Hi' },
    { type: 'Regenerate', id, conversation_id, message_id },
    { type: 'Cancel', conversation_id, message_id },
    { type: 'Approve', conversation_id, message_id, tool_id: 't', approved: true },
    { type: 'History', conversation_id, before: message_id, limit: random.whole(0, 200) },
    { type: 'Subscribe', scope: 'conversations', last_sync_id: random.whole(0, 9), log_id: 'l' },
    { type: 'Unsubscribe', scope: 'conversations' },
    { type: 'Rename', conversation_id, title: 'A title' },
    { type: 'Delete', conversation_id },
    { type: 'Restore', conversation_id },
    { type: 'Authenticate', token: 'v1.x.1.y' },
  ]);
  return { ...frame, request_id };
}

/** The text with something wrong in it: a piece lost, doubled, or replaced. */
function mutated(text: string, random: SeededRandom): string {
  const start = random.whole(0, text.length);
  const end = Math.min(text.length, start + random.whole(0, 12));
  const piece = text.slice(start, end);
  const other = random.pick([
    '',
    piece + piece,
    '"',
    '\\',
    '{',
    '}',
    ',',
    '\\u0000',
    '\0',
    '1e999',
    '�',
    String.fromCodePoint(random.whole(0, 0x10_ffff)),
  ]);
  return text.slice(0, start) + other + text.slice(end);
}

/** Valid JSON, with fields of the wrong type. */
function mistyped(frame: ClientFrame, random: SeededRandom): string {
  const entries = Object.entries(frame).map(([key, value]) => {
    const isSpared = key === 'type' ? random.chance(0.9) : random.chance(0.6);
    return [random.chance(0.05) ? '__proto__' : key, isSpared ? value : random.pick(oddities)];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

/** Bytes of any value, at most 60. */
export function randomBytes(random: SeededRandom): Uint8Array {
  return Uint8Array.from({ length: random.whole(0, 60) }, () => random.whole(0, 255));
}

/** Something that a client could send, if it were broken or meant harm. `Authenticate` ends a socket, so it is rare. */
export function fuzzFrame(random: SeededRandom): FuzzFrame {
  const frame = someFrame(random);
  if (frame.type === 'Authenticate' && random.chance(0.998)) return fuzzFrame(random);
  switch (random.whole(0, 9)) {
    case 0:
      return randomBytes(random);
    case 1:
      return Buffer.from(randomBytes(random)).toString('latin1');
    case 2:
      return JSON.stringify(random.pick(oddities));
    case 3:
    case 4:
    case 5:
      return mutated(JSON.stringify(frame), random);
    case 6:
    case 7:
    case 8:
      return mistyped(frame, random);
    default:
      return JSON.stringify(frame);
  }
}
