import { decodeServerFrame, encodeFrame, type Decoded } from './codec.ts';
import type { LoggedEvent, Update } from './logged-events.ts';
import type { ServerFrame } from './server-frames.ts';

// PROTOCOL.md §12: the same contract with a second way to write an `Update`, which comes by the thousand.

type Kind = 'content' | 'reasoning';

const kinds = ['content', 'reasoning'] as const satisfies Kind[];

const unreadable: Decoded<never> = {
  ok: false,
  code: 'invalid_field',
  message: 'A compact frame is a known handle, text, 0 or 1, and a count.',
};

interface Written {
  /** The highest sync_id of the conversation on this socket: an event that is sent again does not lower it. */
  last: number;
  /** By message id. */
  readonly handles: Map<string, number>;
}

/** Writes the frames of one socket, deltas as short arrays. O(1) a frame. What it knows of a conversation ends with an `Unsubscribed`. */
export function createCompactWriter(): (frame: ServerFrame) => string {
  const conversations = new Map<string, Written>();
  let nextHandle = 1;

  return (frame) => {
    if (frame.type === 'Subscribed' && frame.conversation_id !== undefined) {
      conversations.set(frame.conversation_id, { last: frame.last_sync_id, handles: new Map() });
    }
    if (frame.type === 'Unsubscribed') conversations.delete(frame.conversation_id);
    if (!isLogged(frame)) return encodeFrame(frame);
    const written = conversations.get(frame.conversation_id);
    if (!written) return encodeFrame(frame);
    const { last, handles } = written;
    written.last = Math.max(last, frame.sync_id);
    if (frame.type === 'Complete') handles.delete(frame.message_id);
    if (frame.type !== 'Update') return encodeFrame(frame);

    const handle = handles.get(frame.message_id);
    const kind = onlyKindOf(frame);
    if (handle !== undefined && kind && isPlain(frame) && (frame.after ?? frame.sync_id - 1) === last) {
      return compact(handle, frame.delta[kind] ?? '', kind, frame.sync_id - last);
    }
    const given = handle ?? nextHandle++;
    handles.set(frame.message_id, given);
    return JSON.stringify({ ...frame, handle: given });
  };
}

function compact(handle: number, text: string, kind: Kind, count: number): string {
  const start = `[${handle},${JSON.stringify(text)}`;
  if (count > 1) return `${start},${kinds.indexOf(kind)},${count}]`;
  return kind === 'content' ? `${start}]` : `${start},${kinds.indexOf(kind)}]`;
}

function onlyKindOf({ delta }: Update): Kind | undefined {
  if (delta.content !== undefined && delta.reasoning !== undefined) return undefined;
  if (delta.content !== undefined) return 'content';
  return delta.reasoning === undefined ? undefined : 'reasoning';
}

/** Whether it says nothing but its text. */
function isPlain({ at, new_part, request_id }: Update): boolean {
  return at === undefined && !new_part && request_id === undefined;
}

/** Reads the frames of one socket, in either encoding: a compact one leans on those before it. Never throws. */
export function createServerFrameReader(): (encoded: string) => Decoded<ServerFrame> {
  const handles = new Map<number, Pick<Update, 'conversation_id' | 'message_id'>>();
  const lasts = new Map<string, number>();

  function dropHandles(isDropped: (of: Pick<Update, 'conversation_id' | 'message_id'>) => boolean): void {
    for (const [handle, of] of handles) if (isDropped(of)) handles.delete(handle);
  }

  /** It may have been an event of any of them: what comes next of each leaves a gap. */
  function lose<Lost>(unread: Lost): Lost {
    for (const [id, last] of lasts) lasts.set(id, last + 1);
    return unread;
  }

  function readDelta(encoded: string): Decoded<ServerFrame> {
    const [handle, text, kind = 0, count = 1] = parseList(encoded);
    const of = handles.get(handle as number); // anything else is no key of the map
    const last = of && lasts.get(of.conversation_id);
    if (!of || last === undefined) {
      // Nor can it be told what the others stand for: until they are given anew nothing of a list is shown.
      handles.clear();
      return unreadable;
    }
    if (typeof text !== 'string' || (kind !== 0 && kind !== 1) || !isCount(count) || !isCount(last + count)) return lose(unreadable);
    const sync_id = last + count;
    lasts.set(of.conversation_id, sync_id);
    const after = count > 1 ? { after: last } : {};
    return { ok: true, frame: { type: 'Update', ...of, sync_id, ...after, delta: { [kinds[kind]]: text } } };
  }

  return (encoded) => {
    if (encoded.startsWith('[')) return readDelta(encoded);
    const decoded = decodeServerFrame(encoded);
    if (!decoded.ok) return decoded.code === 'unknown_type' ? decoded : lose(decoded);
    const { frame } = decoded;
    if (frame.type === 'Subscribed' && frame.conversation_id !== undefined) {
      lasts.set(frame.conversation_id, frame.last_sync_id);
      dropHandles((of) => of.conversation_id === frame.conversation_id);
    }
    if (!isLogged(frame)) return decoded;
    lasts.set(frame.conversation_id, Math.max(lasts.get(frame.conversation_id) ?? 0, frame.sync_id));
    if (frame.type === 'Complete') dropHandles((of) => of.message_id === frame.message_id);
    if (frame.type !== 'Update' || frame.handle === undefined) return decoded;
    const { handle, ...update } = frame;
    handles.set(handle, { conversation_id: frame.conversation_id, message_id: frame.message_id });
    return { ok: true, frame: update };
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0; // it is a number
}

function parseList(encoded: string): unknown[] {
  try {
    const value: unknown = JSON.parse(encoded);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isLogged(frame: ServerFrame): frame is LoggedEvent {
  return 'sync_id' in frame && !('scope' in frame);
}
