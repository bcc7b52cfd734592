/** One bar of the picture. */
export interface Bar {
  readonly mark: string;
  readonly name: string;
  readonly value: number;
}

const width = 760;
const labelWidth = 300;
const rowHeight = 20;
const groupGap = 14;

/** Ratios as horizontal bars on a logarithmic scale, grouped by mark; 1.00 is the line in the middle of each group. */
export function plotRatios(bars: readonly Bar[]): string {
  const marks = [...new Set(bars.map(({ mark }) => mark))];
  const values = bars.map(({ value }) => value).filter((value) => Number.isFinite(value) && value > 0);
  const reach = Math.max(...values.map((value) => Math.abs(Math.log10(value))), 1);
  const middle = labelWidth + (width - labelWidth) / 2;
  const scale = ((width - labelWidth) / 2 - 50) / reach;
  const rows: string[] = [];
  let y = 24;
  for (const mark of marks) {
    for (const { name, value } of bars.filter((bar) => bar.mark === mark)) {
      const length = Math.log10(value) * scale;
      const isOurs = name.startsWith('react-chat-socket');
      rows.push(
        `<text x="${labelWidth - 8}" y="${y + 13}" text-anchor="end">${escape(`${mark}  ${name}`)}</text>`,
        `<rect x="${Math.min(middle, middle + length).toFixed(1)}" y="${y + 3}" width="${Math.max(Math.abs(length), 1).toFixed(1)}" height="13" rx="2" class="${isOurs ? 'ours' : 'peer'}"/>`,
        `<text x="${(middle + length + (length < 0 ? -6 : 6)).toFixed(1)}" y="${y + 13}" text-anchor="${length < 0 ? 'end' : 'start'}">${value.toFixed(2)}</text>`,
      );
      y += rowHeight;
    }
    y += groupGap;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-label="Ratios of the benchmark">
<style>
text { font: 12px system-ui, sans-serif; fill: #404040 }
.ours { fill: #2563eb }
.peer { fill: #a3a3a3 }
line { stroke: #d4d4d4 }
@media (prefers-color-scheme: dark) { text { fill: #d4d4d4 } line { stroke: #525252 } .peer { fill: #737373 } .ours { fill: #60a5fa } }
</style>
<line x1="${middle}" y1="16" x2="${middle}" y2="${y - groupGap}"/>
<text x="${middle}" y="12" text-anchor="middle">1.00</text>
${rows.join('\n')}
</svg>
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
