import { ToolError } from './chat-tool.ts';

/** The input of a call, to be read field by field. */
export interface ToolInput {
  /**
   * A text of one letter or more.
   * @throws ToolError when it is not that, or longer than so many letters.
   */
  text(field: string, maxLength: number): string;
  /** The same, where it may be left out. */
  optionalText(field: string, maxLength: number): string | undefined;
  /**
   * A whole number.
   * @throws ToolError when it is not that.
   */
  whole(field: string, least: number, otherwise?: number): number;
}

/** Reads what a model gave. */
export function toolInput(given: unknown): ToolInput {
  const fields: Record<string, unknown> = typeof given === 'object' && given !== null ? { ...given } : {};

  function optionalText(field: string, maxLength: number): string | undefined {
    const value = fields[field] ?? undefined;
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string' && value.length <= maxLength) return value;
    throw new ToolError(`${field}: expected 1 to ${maxLength} characters.`);
  }

  return {
    optionalText,
    text(field, maxLength) {
      const value = optionalText(field, maxLength);
      if (value === undefined) throw new ToolError(`${field}: expected 1 to ${maxLength} characters.`);
      return value;
    },
    whole(field, least, otherwise) {
      const value = fields[field] ?? otherwise;
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
      throw new ToolError(`${field}: expected a whole number from ${least} on.`);
    },
  };
}
