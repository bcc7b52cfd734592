/** How far a line is indented, in columns. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

export const isBlank = (line: string) => line.trim() === '';

/** Leading tabs as the spaces that they stand for. */
export function expandTabs(line: string): string {
  return line.replace(/^[ \t]+/, (indent) => {
    let columns = '';
    for (const character of indent) columns += character === '\t' ? ' '.repeat(4 - (columns.length % 4)) : ' ';
    return columns;
  });
}

export const isRule = (line: string) => /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line);

/** The level and the text of a heading. */
export function headingOf(line: string): { level: number; text: string } | undefined {
  const [, marks, text = ''] = /^ {0,3}(#{1,6})(?![^ \t])(.*)$/s.exec(line) ?? [];
  if (marks === undefined) return undefined;
  return {
    level: marks.length,
    text: text
      .trim()
      .replace(/(?:^|[ \t])#+$/, '')
      .trimEnd(),
  };
}

export const underlineOf = (line: string) => /^ {0,3}(=|-)\1*[ \t]*$/.exec(line)?.[1];

export const fenceOf = (line: string) => /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)$/s.exec(line);

export const mathFenceOf = (line: string) => /^ {0,3}(\$\$|\\\[)[ \t]*$/.exec(line)?.[1];

export const quoteOf = (line: string) => /^ {0,3}> ?/.exec(line)?.[0];

export interface Marker {
  /** What its items have in common. */
  readonly mark: string;
  readonly start: number | undefined;
  /** Where the content of the item stands. */
  readonly indent: number;
  readonly content: string;
}

/** The marker that a line begins with, if it is an item of a list. */
export function markerOf(line: string): Marker | undefined {
  const [, before = '', written, spaces = '', content = ''] = /^( {0,3})([-*+]|\d{1,9}[.)])(?:$|([ \t]+)(.*))/s.exec(line) ?? [];
  if (written === undefined || isRule(line)) return undefined;
  const width = before.length + written.length;
  const isIndentedCode = spaces.length > 4;
  const padding = content === '' || isIndentedCode ? 1 : spaces.length;
  const start = written.length > 1 ? Number.parseInt(written, 10) : undefined;
  return { mark: written.slice(-1), start, indent: width + padding, content: (isIndentedCode ? spaces.slice(1) : '') + content };
}

export const definitionOf = (line: string) =>
  /^ {0,3}\[((?:[^[\]\\]|\\.){1,999})\]:[ \t]{0,99}(?:<([^<>]*)>|(\S+))(?:[ \t]{1,99}(?:"([^"]*)"|'([^']*)'|\(([^()]*)\)))?$/s.exec(
    line.trimEnd(),
  );

export const noteOf = (line: string) => /^ {0,3}\[\^([^\]\s]{1,99})\]:[ \t]*/.exec(line);

/** Whether a line ends the paragraph before it without a blank line. */
export function interruptsParagraph(line: string): boolean {
  if (indentOf(line) > 3) return false;
  if (headingOf(line) ?? fenceOf(line) ?? quoteOf(line) ?? noteOf(line)) return true;
  const marker = markerOf(line);
  return isRule(line) || (marker !== undefined && marker.content !== '' && (marker.start ?? 1) === 1);
}

/** A line of which no further character can change what kind of line it is. */
export function isDecided(line: string): boolean {
  return /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\s]{1,99}\]:)\s+)*(?:\[[ xX]\]\s+)?(?:[^\s\d\-*+=#>~`|[$\\<:_&]|\*{1,2}[^*\s]|_{1,2}[^_\s]|`{1,2}[^`]|\[[^\]^]*\]\(|\d+[^\d.)])/.test(
    line,
  );
}

/** A line that may become anything: nothing but markers and space so far, or the beginning of a definition. */
export function isUndecided(line: string): boolean {
  return (
    line.length < 200 &&
    /^(?:\s|>|[-*+]\s|\d{1,9}[.)]\s)*(?:[-*+_=#~`]*|\d{1,9}[.)]?|\[[ xX]?\]?|[|:-][\s|:-]*|\$\$?|\\\[?|\[(?!\^)[^\]]+\]:.*|\[\^[^\]]*\]?:?)\s*$/.test(
      line,
    )
  );
}
