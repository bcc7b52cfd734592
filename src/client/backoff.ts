/** The delay before a retry, in ms: anywhere between 0 and min(1000 · 2ⁿ, 30000), so that clients who left together do not return together. */
export function backoff(attempt: number, random: () => number): number {
  return random() * Math.min(1000 * 2 ** attempt, 30_000);
}
