import type { ConversationSummary } from '../protocol/index.ts';

/** When something last happened in a conversation, as people say it. */
export type Period = 'today' | 'yesterday' | 'week' | 'older';

/** The conversations of one period, newest first. */
export interface ConversationGroup {
  readonly period: Period;
  readonly conversations: readonly ConversationSummary[];
}

/** A list, newest first, cut where a day or a week ends: by the days of this machine's time zone, at the given time in ms since 1970. */
export function groupConversations(list: readonly ConversationSummary[], now: number): ConversationGroup[] {
  const groups: { period: Period; conversations: ConversationSummary[] }[] = [];
  for (const conversation of list) {
    const period = periodOf(conversation.updated_at, now);
    const last = groups.at(-1);
    if (last?.period === period) last.conversations.push(conversation);
    else groups.push({ period, conversations: [conversation] });
  }
  return groups;
}

function periodOf(time: number, now: number): Period {
  if (time >= startOfDay(now, 0)) return 'today';
  if (time >= startOfDay(now, -1)) return 'yesterday';
  return time >= startOfDay(now, -7) ? 'week' : 'older';
}

/** Counted in days of the calendar, since not each of them has 24 hours. */
function startOfDay(now: number, days: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}
