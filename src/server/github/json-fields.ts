import { ToolError } from '../tools/index.ts';
import type { GitHubResponse } from './github-api.ts';

/** What GitHub answered, field by field: what is not as expected is left out. */
export interface JsonFields {
  text(name: string, maxLength?: number): string | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  object(name: string): JsonFields;
  list(name: string): JsonFields[];
}

/**
 * The answer as an object.
 * @throws ToolError when it is too long, or no JSON.
 */
export function readObject(response: GitHubResponse): JsonFields {
  return fieldsOf(parse(response));
}

/**
 * The answer as a list; undefined if it is none.
 * @throws ToolError when it is too long, or no JSON.
 */
export function readList(response: GitHubResponse): JsonFields[] | undefined {
  const value = parse(response);
  return Array.isArray(value) ? value.map(fieldsOf) : undefined;
}

function parse({ bytes, isCut }: GitHubResponse): unknown {
  if (isCut) throw new ToolError('The answer of GitHub is too long.');
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new ToolError('The answer of GitHub cannot be read.', { cause: error });
  }
}

function fieldsOf(value: unknown): JsonFields {
  const field = (name: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined);
  return {
    text(name, maxLength = 20_000) {
      const text = field(name);
      if (typeof text !== 'string') return undefined;
      return text.length > maxLength ? `${text.slice(0, maxLength)} [cut]` : text;
    },
    number(name) {
      const number = field(name);
      return typeof number === 'number' ? number : undefined;
    },
    flag(name) {
      const flag = field(name);
      return typeof flag === 'boolean' ? flag : undefined;
    },
    object: (name) => fieldsOf(field(name)),
    list(name) {
      const list = field(name);
      return Array.isArray(list) ? list.map(fieldsOf) : [];
    },
  };
}
