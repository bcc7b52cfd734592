import { expect, it } from 'vitest';
import { retryAfter } from '../../src/server/retry-after.ts';

const date = 'Mon, 23 Nov 2026 15:00:00 GMT';

it.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0.25' }, 250],
  [{ 'retry-after': '7', 'retry-after-ms': '120.5' }, 121],
  [{ 'retry-after': 'Mon, 23 Nov 2026 15:00:30 GMT', date }, 30_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 14:00:00 GMT', date }, 0],
  [{ 'retry-after': 'Mon, 23 Nov 2026 15:00:30 GMT' }, undefined],
  [{ 'retry-after': 'soon', date }, undefined],
  [{ 'retry-after': '-7', date }, undefined],
  [{}, undefined],
])('%j asks for %s ms', (headers: Readonly<Record<string, string>>, expected) => {
  expect(retryAfter((name) => headers[name] ?? null)).toBe(expected);
});
