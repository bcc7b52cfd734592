import { wrap, type Mark } from './emphasis.ts';
import { plainText, type Inline } from './inline.ts';

/** Gives the marks of a text that is not at its end the other half that they will have, and leaves out those that nothing follows. */
export function mendMarks(source: string, nodes: Inline[], marks: Mark[]): void {
  for (let opener = marks.at(-1); opener; opener = marks.at(-1)) {
    if (opener.mark === '![') nodes.length = opener.place;
    else if (opener.mark === '[') nodes[opener.place] = '';
    else if (isLiteral(source, opener)) nodes[opener.place] = opener.mark.repeat(opener.count);
    else if (plainText(nodes.slice(opener.place + 1)).trim() === '') nodes.length = opener.place;
    else while (opener.count > 0) wrap(nodes, marks, opener, Math.min(2, opener.count));
    if (marks.at(-1) === opener) marks.pop();
  }
}

function isLiteral(source: string, { mark, count, end }: Mark): boolean {
  return count === 1 && (mark === '~' || /\w/.test(source.charAt(end - 2)));
}
