import { parseRepository } from './repository.ts';

/** What was wrong with a value, and in which field. */
export class InvalidField extends Error {
  readonly path: (string | number)[] = [];

  at(key: string | number): this {
    this.path.unshift(key);
    return this;
  }
}

/** A value of `unknown` made a `T`, or an `InvalidField` thrown. */
export type Parse<T> = (value: unknown) => T;

interface Field<T, Absent extends 'error' | 'omit' | 'null'> {
  readonly parse: Parse<T>;
  readonly absent: Absent;
}

/** Which parser stands for each field of `T`: a required field has a bare one, an optional one is wrapped in `optional`. */
export type Shape<T> = {
  [K in keyof T]-?: {} extends Pick<T, K>
    ? Field<Exclude<T[K], undefined>, 'omit'>
    : null extends T[K]
      ? Field<Exclude<T[K], null>, 'null'>
      : Parse<T[K]>;
};

function invalid(expected: string): never {
  throw new InvalidField(`expected ${expected}`);
}

/** A field that may be absent; null means absent. */
export function optional<T>(parse: Parse<T>): Field<T, 'omit'> {
  return { parse, absent: 'omit' };
}

/** A field that is null where it is absent. */
export function nullable<T>(parse: Parse<T>): Field<T, 'null'> {
  return { parse, absent: 'null' };
}

/** An object with these fields; others are ignored, and left out. */
export function object<T>(shape: Shape<T>): Parse<T> {
  const fields = Object.entries<Parse<unknown> | Field<unknown, 'error' | 'omit' | 'null'>>(shape).map(([key, field]) => ({
    key,
    ...(typeof field === 'function' ? { parse: field, absent: 'error' as const } : field),
  }));
  return (value) => {
    const source = record(value);
    const parsed: Record<string, unknown> = {};
    for (const { key, parse, absent } of fields) {
      const given = source[key];
      if (given !== undefined && given !== null) parsed[key] = within(key, () => parse(given));
      else if (absent === 'null') parsed[key] = null;
      else if (absent === 'error') within(key, () => invalid('a value'));
    }
    return parsed as T; // every key of T was parsed by the parser that Shape<T> asks for
  };
}

export function array<T>(parse: Parse<T>): Parse<T[]> {
  return (value) => {
    if (!Array.isArray(value)) return invalid('a list');
    return value.map((item, place) => within(place, () => parse(item)));
  };
}

function within<T>(key: string | number, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof InvalidField ? error.at(key) : error;
  }
}

export function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : invalid('an object');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : invalid('text');
}

/** Text of 1 to `maxLength` UTF-16 code units. */
export function shortText(maxLength: number): Parse<string> {
  return (value) => {
    const given = text(value);
    return given.length > 0 && given.length <= maxLength ? given : invalid(`1 to ${maxLength} characters`);
  };
}

/** A list of no more than that. */
export function atMost<T>(limit: number, parse: Parse<T[]>): Parse<T[]> {
  return (value) => (Array.isArray(value) && value.length > limit ? invalid(`at most ${limit}`) : parse(value));
}

/** What may be attached to a message (R4.22). */
const attachable = /^(image\/(png|jpeg|gif|webp)|application\/(pdf|json)|text\/[\w.+-]{1,80})$/;

export function mediaType(value: unknown): string {
  return attachable.test(text(value)) ? text(value) : invalid('an image, text, JSON or PDF');
}

/** A repository, as `owner/name` or `owner/name#branch`. */
export function repository(value: unknown): string {
  return parseRepository(text(value)) ? text(value) : invalid('owner/name or owner/name#branch');
}

export function base64(value: unknown): string {
  const given = text(value);
  return given.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(given) ? given : invalid('base64');
}

/** One line of 1 to `maxLength` UTF-16 code units, without the space around it. */
export function line(maxLength: number): Parse<string> {
  const short = shortText(maxLength);
  return (value) => {
    const given = short(text(value).trim());
    return /[\p{Cc}\u2028\u2029]/u.test(given) ? invalid('one line') : given;
  };
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function uuid(value: unknown): string {
  return typeof value === 'string' && uuidForm.test(value) ? value : invalid('a lower-case UUID');
}

export function flag(value: unknown): boolean {
  return typeof value === 'boolean' ? value : invalid('true or false');
}

/** A whole number from 0 on. */
export function count(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : invalid('a whole number from 0 on');
}

/** A finite number: JSON can say 1e999. */
export function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : invalid('a number');
}

export function oneOf<const T extends string>(names: readonly T[]): Parse<T> {
  const known: ReadonlySet<unknown> = new Set(names);
  return (value) => (known.has(value) ? (value as T) : invalid(`one of ${names.join(', ')}`));
}

/** One of the names, or for any other text the one that it is read as. */
export function oneOfOr<const T extends string>(names: readonly T[], otherwise: NoInfer<T>): Parse<T> {
  const known: ReadonlySet<unknown> = new Set(names);
  return (value) => (known.has(text(value)) ? (value as T) : otherwise);
}

export function anything(value: unknown): unknown {
  return value;
}

type Body<Frame> = Omit<Frame, 'type'>;

/** A frame of that type: the type is known when its body is parsed. */
export function frame<Frame extends { type: string }>(type: Frame['type'], shape: Shape<Body<Frame>>): Parse<Frame> {
  const body = object<Body<Frame>>(shape);
  return (value) => ({ type, ...body(value) }) as Frame; // Frame is its type and its body
}

/** The parsers of a union of frames, by type. */
export function frames<Frame extends { type: string }>(shapes: {
  [Type in Frame['type']]: Shape<Body<Extract<Frame, { type: Type }>>>;
}): ReadonlyMap<unknown, Parse<Frame>> {
  // Each shape stands under the type that asks for it.
  return new Map(Object.entries<unknown>(shapes).map(([type, shape]) => [type, frame<Frame>(type, shape as Shape<Body<Frame>>)]));
}

/** What a table holds under a name; undefined for any other value. */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
}
