import { createElement } from 'react';
import type { RenderMath } from '../components/index.ts';
import { KatexFormula } from './katex-formula.tsx';

/**
 * Shows `$…$`, `$$…$$`, `\(…\)` and `\[…\]` as formulas: `<ChatWindow markdown={{ math: katexMath }} />`. KaTeX is loaded with the first
 * of them; until then, if it cannot be loaded, and where it does not understand a formula, TeX is shown.
 */
export const katexMath: RenderMath = (tex, { isDisplay }) => createElement(KatexFormula, { tex, isDisplay });
