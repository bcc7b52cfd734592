/**
 * A place among kept messages directly before `next`, and behind `previous` of the same conversation. New messages have whole places, so the
 * fractions below one belong to its conversation alone; and `random`, from 0 to 1, keeps two tabs from finding the same one.
 */
export function placeBefore(next: number, random: number, previous = 0): number {
  const from = Math.max(Math.ceil(next) - 1, previous);
  return from + (next - from) * (0.4 + random / 5);
}
