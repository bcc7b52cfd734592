/**
 * A place among kept messages directly before `next`, and behind `previous` of the same conversation. New messages have whole places, so the
 * fractions below one belong to its conversation alone.
 */
export function placeBefore(next: number, previous = 0): number {
  return (Math.max(Math.ceil(next) - 1, previous) + next) / 2;
}
