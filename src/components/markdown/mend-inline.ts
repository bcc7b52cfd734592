/** What to do at a place of an unfinished text: step on, or end with this instead of what follows. */
type Step = { readonly next: number } | { readonly rest: string };

/** Closes the emphasis, code and links that an unfinished text leaves open, and drops markers that nothing follows yet. */
export function mendInline(text: string): string {
  const open: string[] = [];
  for (let at = nextMark(text, 0); at < text.length;) {
    const step = stepFrom(text, at, open);
    if ('rest' in step) return closeAll(text.slice(0, at) + step.rest, open);
    at = nextMark(text, step.next);
  }
  return closeAll(text, open);
}

function nextMark(text: string, from: number): number {
  const mark = /[\\`[!*_~]/g;
  mark.lastIndex = from;
  return mark.exec(text)?.index ?? text.length;
}

function stepFrom(text: string, at: number, open: string[]): Step {
  switch (text[at]) {
    case '\\':
      return { next: at + 2 };
    case '`':
      return code(text, at);
    case '[':
      return link(text, at);
    case '!':
      return text[at + 1] === '[' ? image(text, at) : { next: at + 1 };
    case '*':
    case '_':
    case '~':
      return emphasis(text, at, open);
    default:
      return { next: at + 1 };
  }
}

function code(text: string, at: number): Step {
  const fence = runAt(text, at);
  for (let next = at + fence.length; next < text.length; next += 1) {
    if (text[next] !== '`') continue;
    const run = runAt(text, next);
    if (run === fence) return { next: next + run.length };
    next += run.length - 1;
  }
  const body = text.slice(at + fence.length).replace(/`+$/, '');
  return { rest: body.trim() === '' ? '' : fence + body + fence };
}

/** A link is its bare text until its address is complete. */
function link(text: string, at: number): Step {
  const [whole = '', label = '', isLabelled, address, isComplete] = /^\[([^\]]*)(\])?(\([^)]*)?(\))?/.exec(text.slice(at)) ?? [];
  const isAtEnd = at + whole.length === text.length;
  if (isComplete !== undefined && address !== undefined) return { next: at + whole.length };
  if (!isAtEnd || (isLabelled === undefined && label.includes('\n'))) return { next: at + 1 };
  return { rest: mendInline(label) };
}

function image(text: string, at: number): Step {
  const [whole = ''] = /^!\[[^\]]*(?:\](?:\([^)]*)?)?/.exec(text.slice(at)) ?? [];
  return at + whole.length === text.length ? { rest: '' } : { next: at + 2 };
}

function emphasis(text: string, at: number, open: string[]): Step {
  const run = runAt(text, at);
  const next = at + run.length;
  const before = text[at - 1] ?? ' ';
  const after = text[next];
  if (open.at(-1) === run && /\S/.test(before)) {
    open.pop();
    return { next };
  }
  // At the very end it opens nothing yet, or is the first half of what closes.
  if (after === undefined) return { rest: '' };
  const isInWord = /\w/.test(before);
  if (/\S/.test(after) && run !== '~' && !(isInWord && (run.length === 1 || run[0] === '_'))) open.push(run);
  return { next };
}

function runAt(text: string, at: number): string {
  const mark = text.charAt(at);
  let end = at + 1;
  while (text[end] === mark) end += 1;
  return mark.repeat(end - at);
}

function closeAll(text: string, open: readonly string[]): string {
  return open.length === 0 ? text : text.trimEnd() + open.toReversed().join('');
}
