import { describe, expect, it } from 'vitest';
import { afterClose, closeCodes, errorCodes } from '../../src/protocol/index.ts';

describe('a close code', () => {
  it.each([
    [1001, 'spread'],
    [1006, 'retry'],
    [1009, 'retry'],
    [1011, 'retry'],
    [1012, 'spread'],
    [1013, 'spread'],
    [4400, 'stop'],
    [4401, 'renew'],
    [4403, 'stop'],
    [4406, 'stop'],
    [4409, 'retry'],
    [4429, 'retry'],
    [4999, 'retry'],
  ])('%i asks the client to %s', (code, then) => {
    expect(afterClose(code)).toBe(then);
  });

  it('has one name', () => {
    expect(new Set(Object.values(closeCodes)).size).toBe(Object.keys(closeCodes).length);
  });
});

describe('an error code', () => {
  it('is one of the contract', () => {
    expect(Object.keys(errorCodes).toSorted()).toEqual(
      ['bad_json', 'unknown_type', 'invalid_field', 'too_large', 'limit_exceeded', 'rate_limited', 'unauthorized', 'forbidden', 'not_found']
        .concat(['id_conflict', 'unavailable', 'internal'])
        .toSorted(),
    );
  });

  it('is retryable where the same request may succeed later', () => {
    const retryable = Object.entries(errorCodes).filter(([, rule]) => rule.retryable);
    expect(retryable.map(([code]) => code).toSorted()).toEqual(['internal', 'rate_limited', 'unavailable']);
  });
});
