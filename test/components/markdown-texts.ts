import fc from 'fast-check';
import { everySyntax, longAnswer } from '../../stories/texts.ts';
import { appendText, partText, type PartText } from '../../src/protocol/index.ts';

/** Pieces of lines that mean something at the beginning of one, in it, or nowhere. */
const marks =
  '- ¦* ¦1. ¦12) ¦> ¦# ¦### ¦```¦```ts¦~~~¦---¦===¦    ¦  ¦\t¦- [x] ¦| a | b |¦|--|:-:|¦| ¦**¦*¦_¦__¦~~¦`¦``¦[¦]¦](¦](https://a.b)¦![¦[^1]¦[^1]: ¦' +
  '[ref]¦[ref]: https://c.d¦<https://e.f>¦\\¦&amp;¦&¦<br>¦<b>¦!¦$¦$$¦https://g.h/i_j¦word¦two words¦snake_case¦é¦你好¦🎉¦\u202eabc¦ ¦ ';
const pieces = [...marks.split('¦'), '\n', '\n', '\n', '\n', '\n\n', '  \n'];

/** Markdown as nobody would write it. */
export const anyMarkdown = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((some) => some.join(''));

/** Markdown as models write it. */
export const answers: readonly string[] = [everySyntax, longAnswer];

/** A text that comes in chunks, cut anywhere: between the halves of a surrogate pair too. */
export function inChunks(text: string): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(fc.nat({ max: text.length }), { maxLength: 12 }).map((cuts) => {
    const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
    return places.slice(1).map((place, index) => text.slice(places[index], place));
  });
}

/** All versions of a text that grows by chunks. */
export function versionsOf(chunks: readonly string[]): readonly PartText[] {
  let text = partText('');
  return chunks.map((chunk) => (text = appendText(text, chunk)));
}
