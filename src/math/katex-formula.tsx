import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type KatexModule from 'katex';
import { mathElements } from './math-elements.ts';

/** Longer formulas stay as they are written. */
const longest = 4000;

type Katex = typeof KatexModule;

let loading: Promise<Katex> | undefined;

/** A formula by KaTeX, or its TeX. */
export function KatexFormula({ tex, isDisplay }: { readonly tex: string; readonly isDisplay: boolean }): ReactNode {
  const katex = useKatex();
  const formula = useMemo(() => katex && formulaOf(katex, tex, isDisplay), [katex, tex, isDisplay]);
  return formula ?? <code>{tex}</code>;
}

function useKatex(): Katex | undefined {
  const [katex, setKatex] = useState<Katex>();
  useEffect(() => {
    let isGone = false;
    loading ??= import('katex').then((katex) => katex.default);
    loading.then(
      (loaded) => !isGone && setKatex(() => loaded),
      () => {
        loading = undefined;
      },
    );
    return () => {
      isGone = true;
    };
  }, []);
  return katex;
}

function formulaOf({ renderToString }: Katex, tex: string, isDisplay: boolean): ReactNode {
  if (tex.length > longest) return undefined;
  try {
    const options = { displayMode: isDisplay, output: 'mathml', strict: 'ignore', trust: false, maxExpand: 200, maxSize: 20 } as const;
    return mathElements(renderToString(tex, options));
  } catch {
    return undefined;
  }
}
