import { useEffect, useState, type RefObject } from 'react';
import type { CodeBlockNode } from './block.ts';
import type { ColouredLine } from './colour-code.ts';
import type { Grown } from './grown.ts';
import { whenLaidOut } from './when-laid-out.ts';

/** Longer code stays plain. */
const longest = 50_000;

interface Coloured {
  readonly of: CodeBlockNode['lines'];
  readonly lines: Grown<ColouredLine>;
}

/** The coloured lines of code that is whole and comes near the screen; undefined before that, and if they cannot be had. */
export function useHighlight(ref: RefObject<HTMLElement | null>, block: CodeBlockNode): Grown<ColouredLine> | undefined {
  const { language, lines, isClosed } = block;
  const [coloured, setColoured] = useState<Coloured>();

  useEffect(() => {
    const element = ref.current;
    if (!element || !isClosed || language === '') return undefined;
    let isGone = false;
    const stopWaiting = whenLaidOut(element, () => {
      colour(lines, language).then(
        (made) => !isGone && made && setColoured({ of: lines, lines: made }),
        () => undefined,
      );
    });
    return () => {
      isGone = true;
      stopWaiting();
    };
  }, [ref, isClosed, language, lines]);

  return coloured?.of === lines ? coloured.lines : undefined;
}

async function colour(lines: CodeBlockNode['lines'], language: string): Promise<Grown<ColouredLine> | undefined> {
  const code = lines.flat(2).join('');
  if (code.length > longest) return undefined;
  const { colourCode, isKnownLanguage } = await import('./colour-code.ts');
  return isKnownLanguage(language) ? colourCode(code, language) : undefined;
}
