/** The most moments that fall in any span of `spanMs`, wherever it begins. `moments` are in order. */
export function busiestWindow(moments: readonly number[], spanMs: number): number {
  let first = 0;
  let most = 0;
  for (const [last, moment] of moments.entries()) {
    while (moment - (moments[first] ?? moment) >= spanMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
