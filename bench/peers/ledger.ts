import { appendFileSync, closeSync, openSync, readSync } from 'node:fs';

/** What a server did, written down at once, so that it outlives its end by SIGKILL. */
export type Entry =
  /** The model was asked. `questions`: all that the person had said by then, as the model was given it; the last one is to be answered. */
  | { readonly type: 'asked'; readonly room: string; readonly questions: readonly string[] }
  /** The model said a piece of an answer. */
  | { readonly type: 'emitted'; readonly room: string; readonly piece: string; readonly at: number };

export function writeEntry(file: string, entry: Entry): void {
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** What is known of one room. */
export interface RoomRecord {
  readonly asked: (readonly string[])[];
  readonly emitted: { readonly piece: string; readonly at: number }[];
}

/** Reads on in a ledger that is being written. */
export interface LedgerReader {
  room(room: string): RoomRecord;
  close(): void;
}

export function readLedger(file: string): LedgerReader {
  const descriptor = openSync(file, 'a+');
  const buffer = Buffer.alloc(1 << 20);
  const rooms = new Map<string, RoomRecord>();
  let position = 0;
  let rest = '';

  function recordOf(room: string): RoomRecord {
    const known = rooms.get(room) ?? { asked: [], emitted: [] };
    rooms.set(room, known);
    return known;
  }

  function readOn(): void {
    for (let length = readSync(descriptor, buffer, 0, buffer.length, position); length > 0;) {
      position += length;
      const lines = (rest + buffer.toString('utf8', 0, length)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const entry = JSON.parse(line) as Entry; // written above
        if (entry.type === 'asked') recordOf(entry.room).asked.push(entry.questions);
        else recordOf(entry.room).emitted.push({ piece: entry.piece, at: entry.at });
      }
      length = readSync(descriptor, buffer, 0, buffer.length, position);
    }
  }

  return {
    room(room) {
      readOn();
      return recordOf(room);
    },
    close: () => closeSync(descriptor),
  };
}
