/** The two kinds of text that a model writes. */
export type TextKind = 'content' | 'reasoning';

/** Some text of one kind. */
export interface WrittenDelta {
  readonly kind: TextKind;
  readonly text: string;
}

/** Everything that a model has written in one run, made fit for the log: well-formed, without NUL, and not longer than it may be. */
export interface WrittenText {
  /** UTF-16 code units that are fit for the log so far. */
  length(): number;
  /** Whether the limit is reached; what comes after is dropped. */
  isFull(): boolean;
  add(kind: TextKind, text: string): void;
  /** Nothing more comes, so nothing is held back any more. */
  end(): void;
  /** What follows the first `length` code units, in deltas of one kind each. */
  after(length: number): readonly WrittenDelta[];
  /** The first `length` code units are stored, and will not be asked for again. */
  forget(length: number): void;
}

/** The most UTF-16 code units in one delta, so that its frame keeps to its limit however it is escaped. */
const maxDeltaLength = 8000;

/** @param maxBytes of UTF-8, of both kinds together. */
export function createWrittenText(maxBytes: number): WrittenText {
  return new WrittenPieces(maxBytes);
}

/** A class: what each of a thousand answers is asked for every token is then in one place in memory. */
class WrittenPieces implements WrittenText {
  readonly #maxBytes: number;
  #pieces: WrittenDelta[] = [];
  /** How many code units were forgotten before the first piece. */
  #base = 0;
  #length = 0;
  #bytes = 0;
  #isFull = false;
  /** A high surrogate whose other half may still come. */
  #held: WrittenDelta | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  length(): number {
    return this.#length;
  }

  isFull(): boolean {
    return this.#isFull;
  }

  add(kind: TextKind, text: string): void {
    if (this.#isFull || text === '') return;
    if (this.#held && this.#held.kind !== kind) this.end();
    const whole = this.#held ? this.#held.text + text : text;
    const isHalf = isHighSurrogate(whole, whole.length - 1);
    this.#held = isHalf ? { kind, text: whole.slice(-1) } : undefined;
    this.#put(kind, isHalf ? whole.slice(0, -1) : whole);
  }

  end(): void {
    const last = this.#held;
    this.#held = undefined;
    if (last && !this.#isFull) this.#put(last.kind, last.text);
  }

  after(from: number): readonly WrittenDelta[] {
    const [only] = this.#pieces;
    if (only && this.#pieces.length === 1 && from === this.#base && only.text.length <= maxDeltaLength) return this.#pieces;
    let place = this.#base;
    const rest: WrittenDelta[] = [];
    for (const { kind, text } of this.#pieces) {
      const news = text.slice(Math.max(0, from - place));
      place += text.length;
      const last = rest.at(-1);
      if (news === '') continue;
      if (last?.kind === kind) rest[rest.length - 1] = { kind, text: last.text + news };
      else rest.push({ kind, text: news });
    }
    return rest.flatMap(splitDelta);
  }

  forget(upTo: number): void {
    let dropped = 0;
    for (const { text } of this.#pieces) {
      if (this.#base + text.length > upTo) break;
      this.#base += text.length;
      dropped += 1;
    }
    if (dropped > 0) this.#pieces = dropped === this.#pieces.length ? [] : this.#pieces.slice(dropped);
  }

  #put(kind: TextKind, raw: string): void {
    const clean = cleanText(raw);
    const size = Buffer.byteLength(clean);
    const maxBytes = this.#maxBytes - this.#bytes;
    this.#isFull = size > maxBytes;
    const text = this.#isFull ? firstBytes(clean, maxBytes) : clean;
    if (text === '') return;
    const piece = { kind, text };
    // An array that grows from nothing takes room for sixteen, and nearly all hold one.
    if (this.#pieces.length === 0) this.#pieces = [piece];
    else this.#pieces.push(piece);
    this.#length += text.length;
    this.#bytes += this.#isFull ? Buffer.byteLength(text) : size;
  }
}

const mayBeUnfit = /[\0\ud800-\udfff]/;

/** The text as it may stand in a log: lone surrogates and NUL are U+FFFD (R1.4). */
export function cleanText(text: string): string {
  if (!mayBeUnfit.test(text)) return text;
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function splitDelta({ kind, text }: WrittenDelta): WrittenDelta[] {
  const deltas: WrittenDelta[] = [];
  for (let start = 0; start < text.length;) {
    const end = Math.min(start + maxDeltaLength, text.length);
    const cut = end < text.length && isHighSurrogate(text, end - 1) ? end - 1 : end;
    deltas.push({ kind, text: text.slice(start, cut) });
    start = cut;
  }
  return deltas;
}

function firstBytes(text: string, maxBytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(Math.max(0, maxBytes)));
  return text.slice(0, read);
}

function isHighSurrogate(text: string, place: number): boolean {
  const unit = text.charCodeAt(place);
  return unit >= 0xd800 && unit <= 0xdbff;
}
