/** The words that tell the series of one metric apart. They come from this program, never from a client. */
export type Labels = Readonly<Record<string, string>>;

/** A number that only grows. */
export interface Counter {
  add(labels?: Labels, by?: number): void;
}

/** How often a value was at most so large. */
export interface Histogram {
  observe(value: number): void;
}

/** What is measured, and how it is told in the text format of Prometheus. */
export interface Registry {
  counter(name: string, help: string): Counter;
  /** `bounds`: the upper ends of the buckets, in order; one without end follows them. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram;
  /** A number that is read when somebody asks. */
  gauge(name: string, help: string, read: () => number): void;
  /** Everything, one line a series. */
  render(): string;
}

/** A registry without metrics. */
export function createRegistry(): Registry {
  const metrics: (() => string[])[] = [];

  const describe = (name: string, help: string, type: string) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];

  return {
    counter(name, help) {
      const series = new Map<string, number>();
      metrics.push(() => [...describe(name, help, 'counter'), ...[...series].map(([labels, value]) => `${name}${labels} ${value}`)]);
      return {
        add(labels = {}, by = 1) {
          const key = renderLabels(labels);
          series.set(key, (series.get(key) ?? 0) + by);
        },
      };
    },
    histogram(name, help, bounds) {
      const counts = bounds.map(() => 0);
      let count = 0;
      let sum = 0;
      metrics.push(() => [
        ...describe(name, help, 'histogram'),
        ...bounds.map((bound, place) => `${name}_bucket{le="${bound}"} ${counts[place]}`),
        `${name}_bucket{le="+Inf"} ${count}`,
        `${name}_sum ${sum}`,
        `${name}_count ${count}`,
      ]);
      return {
        observe(value) {
          count += 1;
          sum += value;
          for (const [place, bound] of bounds.entries()) if (value <= bound) counts[place] = (counts[place] ?? 0) + 1;
        },
      };
    },
    gauge(name, help, read) {
      metrics.push(() => [...describe(name, help, 'gauge'), `${name} ${read()}`]);
    },
    render: () => `${metrics.flatMap((metric) => metric()).join('\n')}\n`,
  };
}

function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll(/["\\\n]/g, '_')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
