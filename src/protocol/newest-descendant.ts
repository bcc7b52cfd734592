interface Placed {
  readonly id: string;
  readonly reply_to: string | null;
}

/** The newest message that stands below another one, or that one itself. */
export function newestDescendant({ messages }: { readonly messages: readonly Placed[] }, ancestorId: string): string {
  const below = new Set([ancestorId]);
  for (const { id, reply_to } of messages) {
    if (reply_to !== null && below.has(reply_to)) below.add(id);
  }
  return [...below].at(-1) ?? ancestorId;
}
