import { cleanText } from '../written-text.ts';

/** A value that fits into the log. */
export interface BoundedJson {
  /** The value itself; the beginning of its JSON, as text, if that is too long. */
  readonly value: unknown;
  readonly truncated: boolean;
}

/** How deep a value is looked into. */
const maxDepth = 64;

/**
 * A value as JSON can hold it, in well-formed text (R1.4), and at most so many bytes of it: no more is looked at than that, however
 * large the value is.
 */
export function boundedJson(value: unknown, maxBytes: number): BoundedJson {
  if (typeof value === 'string') return boundedText(value, maxBytes);
  const written = createWriting(maxBytes);
  write(value, written, 0);
  if (!written.isFull()) return { value: JSON.parse(written.text() || 'null'), truncated: false };
  return { ...boundedText(written.text(), maxBytes), truncated: true };
}

/** The beginning of a text whose JSON has at most so many bytes. */
function boundedText(text: string, maxBytes: number): BoundedJson {
  let end = Math.min(text.length, maxBytes);
  for (;;) {
    const value = cleanText(text.slice(0, end));
    const excess = Buffer.byteLength(JSON.stringify(value)) - maxBytes;
    if (excess <= 0) return { value, truncated: end < text.length };
    // A code unit is six bytes of JSON at most.
    end -= Math.ceil(excess / 6);
  }
}

interface Writing {
  put(json: string): void;
  /** A text, or as much of it as there is room for. */
  putText(text: string): void;
  isFull(): boolean;
  text(): string;
}

function createWriting(maxBytes: number): Writing {
  const pieces: string[] = [];
  let bytes = 0;
  const writing: Writing = {
    put(json) {
      pieces.push(json);
      bytes += Buffer.byteLength(json);
    },
    // Its quotes make what was cut too long.
    putText: (text) => writing.put(JSON.stringify(cleanText(text.slice(0, maxBytes)))),
    isFull: () => bytes > maxBytes,
    text: () => pieces.join(''),
  };
  return writing;
}

function write(value: unknown, to: Writing, depth: number): void {
  if (to.isFull()) return;
  if (typeof value === 'string') return to.putText(value);
  if (typeof value === 'bigint') return to.put(`"${value}"`);
  if (typeof value !== 'object' || value === null) return to.put(JSON.stringify(value) ?? 'null');
  if (depth > maxDepth) return to.put('"…"');
  if ('toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON(), to, depth + 1);
  if (Array.isArray(value)) return writeAll('[]', value, to, (item) => write(item, to, depth + 1));
  const entries = Object.entries(value).filter(([, field]) => field !== undefined && typeof field !== 'function');
  writeAll('{}', entries, to, ([key, field]) => {
    to.putText(key);
    to.put(':');
    write(field, to, depth + 1);
  });
}

function writeAll<Item>(brackets: string, items: readonly Item[], to: Writing, writeOne: (item: Item) => void): void {
  to.put(brackets.charAt(0));
  for (const [place, item] of items.entries()) {
    if (to.isFull()) return;
    if (place > 0) to.put(',');
    writeOne(item);
  }
  to.put(brackets.charAt(1));
}
