interface Placed {
  readonly id: string;
  readonly reply_to: string | null;
}

/**
 * The messages to show, in order: from the first question down to the message that was chosen last, and on from there to the last message of
 * the log. `choices` are ids, the newest choice last; an older one still counts below what was chosen since.
 */
export function visiblePath<M extends Placed>(
  { messages }: { readonly messages: readonly M[] },
  choices: readonly string[] = [],
): readonly M[] {
  if (isOnePath(messages)) return messages;
  const path: M[] = [];
  for (let node = treeOf(messages, choices).shown; node; node = node.shown) path.push(node.message);
  return path;
}

/** Where nothing was forked or regenerated, all messages are shown. */
function isOnePath(messages: readonly Placed[]): boolean {
  return messages.every(({ reply_to }, place) => place === 0 || reply_to === messages[place - 1]?.id);
}

interface Root<M> {
  /** The highest of its own and of all below. */
  rank: number;
  /** Of the messages that reply to it, the one with the highest rank. */
  shown?: Node<M>;
}

interface Node<M> extends Root<M> {
  readonly message: M;
  readonly place: number;
}

/** Every message ranks by its place in the log, and a chosen one before all others. */
function treeOf<M extends Placed>(messages: readonly M[], choices: readonly string[]): Root<M> {
  const chosen = new Map(choices.map((id, age) => [id, messages.length + age]));
  const nodes = messages.map((message, place): Node<M> => ({ message, place, rank: chosen.get(message.id) ?? place }));
  const byId = new Map(nodes.map((node) => [node.message.id, node]));
  const root: Root<M> = { rank: -1 };
  // From the end: all that is below a message is ranked before it. A reply to what does not stand before it is a beginning.
  for (const node of nodes.toReversed()) {
    const named = byId.get(node.message.reply_to ?? '');
    const parent = named && named.place < node.place ? named : root;
    if (!parent.shown || node.rank > parent.shown.rank) parent.shown = node;
    parent.rank = Math.max(parent.rank, node.rank);
  }
  return root;
}
