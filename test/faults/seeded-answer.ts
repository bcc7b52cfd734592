import { createSeededRandom, seedOf } from './seeded-random.ts';

/** A piece of an answer, as a provider streams it. */
export interface AnswerPiece {
  readonly kind: 'reasoning' | 'content';
  readonly text: string;
}

/** What is answered to a question: always the same, and nothing else is answered to another. */
export interface SeededAnswer {
  readonly pieces: readonly AnswerPiece[];
  readonly reasoning: string;
  readonly content: string;
}

const syllables = ['ta', 'ro ', 'qui ', 'sé', 'mañ', 'ß ', '漢字', '🙂', '👩‍👩‍👧 ', '\n', ', ', 'nel ', 'е́', '"', '\\ '] as const;

/**
 * The answer to a question: some reasoning, and a text of one to four bytes a character that begins with the question. Whoever asks for it "at
 * length" gets up to some hundred kB, in pieces that are larger.
 */
export function answerTo(question: string): SeededAnswer {
  const random = createSeededRandom(seedOf(question));
  const scale = question.includes('at length') ? 40 : 1;
  const words = () => Array.from({ length: random.whole(2, 40) * scale }, () => random.pick(syllables)).join('');
  const reasons = Array.from({ length: random.whole(0, 8) }, () => ({ kind: 'reasoning' as const, text: words() }));
  const contents = Array.from({ length: random.whole(5, 60) }, () => ({ kind: 'content' as const, text: words() }));
  const pieces: AnswerPiece[] = [...reasons, { kind: 'content', text: `${question}: ` }, ...contents];
  const join = (kind: AnswerPiece['kind']) => pieces.map((piece) => (piece.kind === kind ? piece.text : '')).join('');
  return { pieces, reasoning: join('reasoning'), content: join('content') };
}
