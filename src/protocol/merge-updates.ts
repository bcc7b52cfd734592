import type { LoggedEvent, Update } from './logged-events.ts';

export interface MergeOptions {
  /** The most UTF-16 code units of text in one merged event. @default 8192 */
  maxLength?: number;
}

/**
 * The same events with consecutive `Update`s of one part made one, which folds to the same conversation. A merged event carries the
 * last sync_id, and as `after` the one that the first followed.
 */
export function mergeUpdates(events: readonly LoggedEvent[], { maxLength = 8192 }: MergeOptions = {}): LoggedEvent[] {
  const merged: LoggedEvent[] = [];
  let gathered: Gathered | undefined;
  for (const event of events) {
    const kind = event.type === 'Update' ? onlyKindOf(event) : undefined;
    if (gathered && event.type === 'Update' && kind && continues(gathered, event, kind) && fits(gathered, event, kind, maxLength)) {
      gathered.chunks.push(event.delta[kind] ?? '');
      gathered.length += event.delta[kind]?.length ?? 0;
      gathered.last = event;
      continue;
    }
    if (gathered) merged.push(finish(gathered));
    gathered = undefined;
    if (event.type === 'Update' && kind) gathered = gather(event, kind);
    else merged.push(event);
  }
  if (gathered) merged.push(finish(gathered));
  return merged;
}

interface Gathered {
  readonly first: Update;
  last: Update;
  readonly kind: Kind;
  readonly chunks: string[];
  length: number;
}

type Kind = 'content' | 'reasoning';

/** The kind of a delta that brings one kind of text; a delta of two kinds, or of none, is never merged. */
function onlyKindOf({ delta }: Update): Kind | undefined {
  if (delta.content) return delta.reasoning ? undefined : 'content';
  return delta.reasoning ? 'reasoning' : undefined;
}

function gather(event: Update, kind: Kind): Gathered {
  const text = event.delta[kind] ?? '';
  return { first: event, last: event, kind, chunks: [text], length: text.length };
}

function continues({ first, last, kind }: Gathered, event: Update, kindOfEvent: Kind): boolean {
  return (
    event.message_id === first.message_id &&
    event.conversation_id === first.conversation_id &&
    kindOfEvent === kind &&
    !event.new_part &&
    (event.after ?? event.sync_id - 1) === last.sync_id
  );
}

function fits({ length }: Gathered, { delta }: Update, kind: Kind, maxLength: number): boolean {
  return length + (delta[kind]?.length ?? 0) <= maxLength;
}

function finish({ first, last, kind, chunks }: Gathered): Update {
  if (first === last) return first;
  return { ...first, sync_id: last.sync_id, after: first.after ?? first.sync_id - 1, delta: { [kind]: chunks.join('') } };
}
