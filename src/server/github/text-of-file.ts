import { ToolError } from '../tools/index.ts';
import type { GitHubResponse } from './github-api.ts';

/** The most text in one piece of a file, in UTF-16 code units. */
const maxPieceLength = 40_000;
/** A file with a NUL in its first bytes is not text: Git looks no further, either. */
const lookedAtBytes = 8000;

/** Some lines of a file, and where the next begin. */
export interface FilePiece {
  readonly text: string;
  readonly from_line: number;
  /** Absent at the end of the file. */
  readonly next_line?: number;
  /** There is more than is ever read, of the file or of a line. */
  readonly is_cut?: true;
}

/**
 * The lines of a file from one on, as many as fit.
 * @throws ToolError when the file is not text, or has no such line.
 */
export function textOfFile({ bytes, isCut }: Pick<GitHubResponse, 'bytes' | 'isCut'>, fromLine: number): FilePiece {
  if (bytes.subarray(0, lookedAtBytes).includes(0)) throw new ToolError('This is a binary file, so it has no text to read.');
  const lines = new TextDecoder().decode(bytes).split('\n');
  if (fromLine > lines.length) throw new ToolError(`The file has ${lines.length} lines.`);
  let end = fromLine - 1;
  let length = 0;
  while (end < lines.length && (end === fromLine - 1 || length + (lines[end]?.length ?? 0) < maxPieceLength)) {
    length += (lines[end]?.length ?? 0) + 1;
    end += 1;
  }
  const whole = lines.slice(fromLine - 1, end).join('\n');
  const text = whole.slice(0, maxPieceLength);
  return {
    text,
    from_line: fromLine,
    ...(end < lines.length ? { next_line: end + 1 } : {}),
    ...(text.length < whole.length || (isCut && end === lines.length) ? { is_cut: true as const } : {}),
  };
}
