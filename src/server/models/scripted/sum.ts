/** A calculation found in a text, done one operation at a time. */
export interface Sum {
  readonly expression: string;
  readonly steps: readonly string[];
  readonly result: string;
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  '×': (a, b) => a * b,
  '÷': (a, b) => a / b,
  '+': (a, b) => a + b,
  '−': (a, b) => a - b,
};

const signs: Readonly<Record<string, string>> = { '*': '×', x: '×', '/': '÷', '-': '−' };

// A minus, a slash or an x counts only between spaces: 2026-11-23, 24/7 and 1920x1080 are no sums.
const pattern = /\d{1,9}(?:\.\d{1,6})?(?:(?:\s*[*×+]\s*|\s+[-−/÷x]\s+)\d{1,9}(?:\.\d{1,6})?){1,11}/;

/** The first sum in the text; nothing when there is none, or one with more to it than this can do. */
export function findSum(text: string): Sum | undefined {
  const found = /[()^%=]/.test(text) ? null : pattern.exec(text);
  if (found === null) return undefined;
  const terms = (found[0].match(/[\d.]+|[^\d.\s]/g) ?? []).map((term) => signs[term] ?? term);
  const steps: string[] = [];
  const last = reduce(reduce(terms, ['×', '÷'], steps), ['+', '−'], steps);
  const result = last.join(' ');
  return Number.isFinite(Number(result)) ? { expression: terms.join(' '), steps, result } : undefined;
}

function reduce(terms: readonly string[], signsNow: readonly string[], steps: string[]): readonly string[] {
  const at = terms.findIndex((term) => signsNow.includes(term));
  const [left, sign, right] = terms.slice(at - 1, at + 2);
  const operation = operations[sign ?? ''];
  if (at === -1 || operation === undefined) return terms;
  // Twelve digits hide what binary fractions add: 0.1 + 0.2 is 0.3.
  const result = String(Number(operation(Number(left), Number(right)).toPrecision(12)));
  steps.push(`${left} ${sign} ${right} = ${result}`);
  return reduce([...terms.slice(0, at - 1), result, ...terms.slice(at + 2)], signsNow, steps);
}
