'use client';

export { katexMath } from './katex-math.ts';
