/** What one contender came to. */
export interface Bar {
  readonly name: string;
  /** Of the first contender's. */
  readonly value: number;
}

/** One mark. */
export interface Group {
  readonly title: string;
  /** What is wanted, in words with one number in them. */
  readonly goal: string;
  readonly bars: readonly Bar[];
}

const width = 820;
const labelWidth = 270;
/** What is left at the right for the number of the longest bar. */
const margin = 50;
const rowHeight = 20;

/**
 * Ratios as horizontal bars from nothing on, by mark; what is wanted is an empty bar.
 * @throws RangeError when a ratio, or what is wanted, is not a finite number.
 */
export function plotRatios(groups: readonly Group[]): string {
  const values = groups.flatMap(({ bars, goal }) => [...bars.map(({ value }) => value), goalOf(goal)]);
  const scale = (width - labelWidth - margin) / Math.max(1, ...values);
  const rows: string[] = [];
  let y = 0;
  for (const { title, goal, bars } of groups) {
    y += rowHeight;
    rows.push(`<text x="0" y="${y}" class="title">${escape(title)}</text>`);
    y += 6;
    for (const { name, value } of bars) {
      rows.push(...row(name, value, value.toFixed(2), name.startsWith('react-chat-socket') ? 'ours' : 'peer'));
    }
    rows.push(...row('wanted', goalOf(goal), goal, 'goal'));
    y += rowHeight / 2;
  }

  function row(name: string, value: number, says: string, look: string): string[] {
    if (!Number.isFinite(value))
      throw new RangeError(`“${name}” cannot be drawn: ${says} is no ratio. See that each of its rounds has one.`);
    const length = Math.max(value * scale, 1);
    const middle = y + 13;
    y += rowHeight;
    return [
      `<text x="${labelWidth - 8}" y="${middle}" text-anchor="end">${escape(name)}</text>`,
      `<rect x="${labelWidth}" y="${middle - 10}" width="${length.toFixed(1)}" height="13" rx="2" class="${look}"/>`,
      `<text x="${(labelWidth + length + 6).toFixed(1)}" y="${middle}" class="${look}">${escape(says)}</text>`,
    ];
  }

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="Ratios of the benchmark">
<style>
text { font: 12px system-ui, sans-serif; fill: #404040 }
text.title { font-weight: 600 }
rect.ours { fill: #2563eb }
rect.peer { fill: #a3a3a3 }
rect.goal { fill: none; stroke: #737373; stroke-dasharray: 3 2 }
@media (prefers-color-scheme: dark) { text { fill: #d4d4d4 } rect.peer { fill: #737373 } rect.ours { fill: #60a5fa } rect.goal { stroke: #a3a3a3 } }
</style>
${rows.join('\n')}
</svg>
`;
}

function goalOf(goal: string): number {
  return Number(/[\d.]+/.exec(goal)?.[0]);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
