import { decodeEntities } from './decode-entities.ts';
import { closeEmphasis, waitFor, type Mark } from './emphasis.ts';
import { angleAt, codeAt, codeText, fenceAt, formulaAt, isAngleBegun, isFormulaBegun, matchAt, urlAt, type Found } from './inline-atoms.ts';
import { sidesOf, targetAt } from './inline-syntax.ts';
import { hasLink, joinTexts, plainText, withoutLinks, type Inline } from './inline.ts';
import { mendMarks } from './mend-marks.ts';

/**
 * What comes behind the source: `more` of it, so that only a part may be settled; nothing, as it has ended; or nothing yet, and it is
 * shown: then what is half open is closed, and a mark that nothing follows is left out.
 */
export type Ending = 'more' | 'end' | 'mend';

/** Syntax beyond that of GitHub. */
export interface Syntax {
  readonly hasMath: boolean;
}

export interface ScannedInline {
  readonly nodes: Inline[];
  /** Up to here no further text can change what was read, and it makes so many of the nodes. */
  readonly settledAt: number;
  readonly settledCount: number;
}

const mayMean = /[\\`*_~[\]<&\n$]|!\[|\b(?:https?:\/\/|www\.)/g;

/** Reads the text of a block in one pass from left to right. */
export function scanInline(source: string, ending: Ending, { hasMath }: Syntax): ScannedInline {
  const nodes: Inline[] = [];
  const marks: Mark[] = [];
  const lastBracket = source.lastIndexOf(']');
  let settledAt = 0;
  let settledCount = 0;
  /** Something has begun whose end is not there. */
  let isHalfOpen = false;

  function settle(at: number): void {
    if (isHalfOpen || marks.length > 0) return;
    settledAt = at;
    settledCount = nodes.length;
  }

  function plain(from: number, to: number): void {
    let space = to;
    while (space > from && !/\s/.test(source.charAt(space - 1))) space -= 1;
    while (space > from && /\s/.test(source.charAt(space - 1))) space -= 1;
    const cut = /\s/.test(source.charAt(space)) && space < to ? space : from;
    if (cut > from) nodes.push(source.slice(from, cut));
    if (/\s/.test(source.charAt(cut))) settle(cut);
    nodes.push(source.slice(cut, to));
  }

  /** Reads what a token begins; returns where to go on. */
  function read(token: string, at: number): number {
    switch (token) {
      case '\\':
        return backslash(at);
      case '`':
        return code(at);
      case '*':
      case '_':
      case '~':
        return emphasis(token, at);
      case '[':
      case '![':
        return bracket(token, at);
      case ']':
        return closeBracket(at);
      case '<':
        return angle(at);
      case '&':
        return entity(at);
      case '\n':
        return lineEnd(at);
      case '$':
        return math(at) ?? text('$', at);
      default:
        return take(urlAt(source, at));
    }
  }

  function text(written: string, at: number): number {
    nodes.push(written);
    return at + written.length;
  }

  function take({ node, end }: Found): number {
    nodes.push(node);
    return end;
  }

  function backslash(at: number): number {
    const next = source.charAt(at + 1);
    if (next === '') return ending === 'mend' ? at + 1 : text('\\', at);
    if (next === '\n') {
      nodes.push({ type: 'break' });
      return at + 2;
    }
    const formula = next === '(' || next === '[' ? math(at) : undefined;
    if (formula !== undefined) return formula;
    if (!/[!-/:-@[-`{-~]/.test(next)) return text('\\', at);
    nodes.push(next);
    return at + 2;
  }

  function code(at: number): number {
    const found = codeAt(source, at);
    if (found) return take(found);
    isHalfOpen = true;
    const fence = fenceAt(source, at);
    if (ending !== 'mend') return text(fence, at);
    const begun = codeText(source.slice(at + fence.length).replace(/`+$/, ''));
    if (begun.trim() !== '') nodes.push({ type: 'code', text: begun });
    return source.length;
  }

  function emphasis(mark: string, at: number): number {
    let end = at + 1;
    while (source.charAt(end) === mark) end += 1;
    if (ending === 'mend' && end === source.length) return end;
    const count = end - at;
    const sides = sidesOf(mark, source.charAt(at - 1), source.charAt(end));
    if (ending === 'end' && at > lastBracket) dropBrackets();
    const isUsable = mark !== '~' || count <= 2;
    const left = sides.canClose && isUsable ? closeEmphasis(nodes, marks, { mark, count, ...sides }) : count;
    if (left === 0) return end;
    if (sides.canOpen && isUsable) waitFor(marks, { mark, count: left, place: nodes.length, end, ...sides });
    nodes.push(mark.repeat(left));
    return end;
  }

  function dropBrackets(): void {
    if (!marks.some(({ mark }) => mark === '[' || mark === '![')) return;
    const kept = marks.filter(({ mark }) => mark !== '[' && mark !== '![');
    marks.splice(0, marks.length, ...kept);
  }

  function bracket(token: '[' | '![', at: number): number {
    const note = token === '[' ? matchAt(source, /\[\^[^\]\s]{1,99}\]/y, at) : undefined;
    if (note !== undefined) {
      nodes.push({ type: 'footnote', label: note.slice(2, -1) });
      return at + note.length;
    }
    if (ending === 'mend' && matchAt(source, /\[\^[^\]\s]*$/y, at) !== undefined) return source.length;
    const end = at + token.length;
    waitFor(marks, { mark: token, count: 0, place: nodes.length, end, canOpen: false, canClose: false });
    return text(token, at);
  }

  function closeBracket(at: number): number {
    const index = marks.findLastIndex(({ mark }) => mark === '[' || mark === '![');
    const opener = marks[index];
    if (!opener) return text(']', at);
    const content = joinTexts(nodes.splice(opener.place + 1));
    marks.length = index;
    const found = source.charAt(at + 1) === '(' ? targetAt(source, at + 1) : undefined;
    const isTargetOpen = !found && source.charAt(at + 1) === '(';
    if (isTargetOpen) isHalfOpen = true;
    if (ending === 'mend' && (at + 1 === source.length || (isTargetOpen && !source.includes(')', at)))) {
      nodes[opener.place] = '';
      if (opener.mark === '[') nodes.push(...content);
      return source.length;
    }
    if (found) {
      const raw = source.slice(opener.end - opener.mark.length, found.end);
      const { url, title } = found;
      if (opener.mark === '![') nodes[opener.place] = { type: 'image', url, title, alt: plainText(content), raw };
      else link({ type: 'link', url, title, content: withoutLinks(content), raw }, opener.place);
      return found.end;
    }
    return reference(opener, content, at);
  }

  /** No link stands in another. */
  function link(node: Inline, place: number): void {
    nodes[place] = node;
    marks.splice(0, marks.length, ...marks.filter(({ mark }) => mark !== '['));
  }

  function reference(opener: Mark, content: readonly Inline[], at: number): number {
    const second = matchAt(source, /\[[^[\]]*\]/y, at + 1) ?? '';
    const end = at + 1 + second.length;
    const own = source.slice(opener.end, at);
    const label = second.length > 2 ? second.slice(1, -1) : own;
    if (opener.mark === '![' || label.trim() === '' || hasLink(content)) {
      nodes.push(...content);
      return text(']', at);
    }
    nodes[opener.place] = { type: 'reference', label, content, after: `]${second}` };
    return end;
  }

  function entity(at: number): number {
    const written = matchAt(source, /&#?\w{1,8};/y, at);
    if (written !== undefined) {
      nodes.push(decodeEntities(written));
      return at + written.length;
    }
    return ending === 'mend' && matchAt(source, /&#?\w{0,8}$/y, at) !== undefined ? source.length : text('&', at);
  }

  function lineEnd(at: number): number {
    const before = source.slice(Math.max(0, at - 2), at);
    if (before === '  ') {
      nodes.push({ type: 'break' });
      return at + 1;
    }
    if (!/\s$/.test(before)) settle(at);
    return text('\n', at);
  }

  function angle(at: number): number {
    const found = angleAt(source, at);
    if (found) return take(found);
    return ending === 'mend' && isAngleBegun(source, at) ? source.length : text('<', at);
  }

  function math(at: number): number | undefined {
    const found = hasMath ? formulaAt(source, at) : undefined;
    if (found) return take(found);
    if (!hasMath || /^\$\s/.test(source.slice(at, at + 2))) return undefined;
    isHalfOpen = true;
    return ending === 'mend' && isFormulaBegun(source, at) ? source.length : undefined;
  }

  for (let at = 0; at < source.length;) {
    mayMean.lastIndex = at;
    const found = mayMean.exec(source);
    const next = found?.index ?? source.length;
    if (next > at) plain(at, next);
    at = found ? read(found[0], next) : next;
  }
  if (ending === 'mend') mendMarks(source, nodes, marks);
  return { nodes, settledAt, settledCount };
}
