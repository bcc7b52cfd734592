import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeClientFrame, decodeServerFrame } from '../../src/protocol/index.ts';

const decoders = [
  ['a client', decodeClientFrame],
  ['a server', decodeServerFrame],
] as const;
const clientTypes = ['Subscribe', 'Unsubscribe', 'Message', 'Regenerate', 'Cancel', 'Approve', 'History', 'Authenticate', 'Ping'];
const serverTypes = [
  'MessageAdded',
  'Update',
  'ToolUpdate',
  'Part',
  'Complete',
  'Welcome',
  'Subscribed',
  'Unsubscribed',
  'History',
  'Error',
];
const fields = [
  'id',
  'conversation_id',
  'sync_id',
  'message_id',
  'message',
  'delta',
  'tool',
  'part',
  'parts',
  'events',
  'messages',
  'at',
  '__proto__',
];

describe.each(decoders)('a frame of %s', (_, decode) => {
  it.each(['', '{', '7', 'null', '"Ping"', '[{"type":"Ping"}]', 'Ping', '\u0000', '{"type":"Ping"}x'])(
    'is one JSON object, which %j is not',
    (text) => {
      expect(decode(text)).toMatchObject({ ok: false, code: 'bad_json' });
    },
  );

  it.each([
    '{}',
    '{"type":7}',
    '{"type":null}',
    '{"type":"ping"}',
    '{"type":"__proto__"}',
    '{"type":"constructor"}',
    '{"type":"hasOwnProperty"}',
  ])('has a type that is known, which %s has not', (text) => {
    expect(decode(text)).toMatchObject({ ok: false, code: 'unknown_type' });
  });

  it('names an unknown type, shortened', () => {
    expect(decode(JSON.stringify({ type: 'x'.repeat(1_000) }))).toMatchObject({ message: `There is no frame of type ${'x'.repeat(40)}.` });
  });

  it('is read or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(decode(text)).toMatchObject({ ok: false });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read or refused, whatever its fields hold', () => {
    const body = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue());
    fc.assert(
      fc.property(fc.constantFrom(...clientTypes, ...serverTypes), body, (type, values) => {
        expect([true, false]).toContain(decode(JSON.stringify({ ...values, type })).ok);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read however deep it is', () => {
    expect(decode(`{"type":"Ping","type":"Pong","x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)).toHaveProperty('ok');
  });

  it('changes no prototype by what it is called', () => {
    const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    decode(`${evil},"type":"Ping"}`);
    decode(`${evil},"type":"Part","conversation_id":"c","sync_id":1,"message_id":"m","part":${evil},"type":"file"}}`);
    expect({}).not.toHaveProperty('polluted');
  });
});

it('keeps a part of an unknown kind harmless, whatever its keys', () => {
  const part = '{"type":"chart","__proto__":{"polluted":1}}';
  const decoded = decodeServerFrame(`{"type":"Part","conversation_id":"c","sync_id":1,"message_id":"m","part":${part}}`);
  if (!decoded.ok || decoded.frame.type !== 'Part' || decoded.frame.part.type !== 'unknown') throw new Error('not an unknown part');
  expect(Object.getPrototypeOf(decoded.frame.part.value)).toBe(Object.prototype);
  expect(JSON.stringify(decoded.frame.part.value)).toBe(part);
});
