/** The series of a server by name and labels, as its text says them: `chat_sockets`, `chat_answers_total{status="complete"}`. */
export type Metrics = ReadonlyMap<string, number>;

/** Reads the text format of Prometheus. */
export function readMetrics(text: string): Metrics {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

/** The series of a metric with one label: the label's value and the number of each. */
export function seriesOf(metrics: Metrics, name: string, label: string): [string, number][] {
  return [...metrics].flatMap(([series, value]) => {
    const found = series.startsWith(`${name}{`) ? new RegExp(`[{,]${label}="([^"]*)"`).exec(series)?.[1] : undefined;
    return found === undefined ? [] : [[found, value] as [string, number]];
  });
}

/** The bound of the bucket that a part of all observed values does not exceed; undefined if nothing was observed. */
export function quantile(metrics: Metrics, name: string, part: number): number | undefined {
  const buckets = seriesOf(metrics, `${name}_bucket`, 'le').map(
    ([bound, count]) => [Number(bound.replace('+Inf', 'Infinity')), count] as const,
  );
  const count = metrics.get(`${name}_count`) ?? 0;
  return count === 0 ? undefined : buckets.find(([, below]) => below >= part * count)?.[0];
}
