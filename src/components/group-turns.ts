/** A question and what answers it; the first one may begin with an answer. */
export interface Turn {
  /** Stays the same when another branch is shown in its place. */
  readonly key: string;
  readonly messageIds: readonly string[];
  readonly slots: readonly string[];
  /** When it began, in ms since 1970. */
  readonly startedAt: number;
}

interface GroupTurnsOptions {
  readonly messageIds: readonly string[];
  readonly slots: readonly string[];
  readonly read: (messageId: string) => { readonly role: string; readonly created_at: number } | undefined;
}

/** The turns of a conversation: each question begins one. */
export function groupTurns({ messageIds, slots, read }: GroupTurnsOptions): readonly Turn[] {
  const turns: (Turn & { messageIds: string[]; slots: string[] })[] = [];
  for (const [place, id] of messageIds.entries()) {
    const message = read(id);
    const slot = slots[place] ?? id;
    const turn = turns.at(-1);
    if (turn && message?.role !== 'user') {
      turn.messageIds.push(id);
      turn.slots.push(slot);
    } else {
      turns.push({ key: slot, messageIds: [id], slots: [slot], startedAt: message?.created_at ?? 0 });
    }
  }
  return turns;
}
