import { expect, it } from 'vitest';
import { quantile, readMetrics, seriesOf } from '../../../src/demo/status/read-metrics.ts';
import { createRegistry } from '../../../src/server/metrics/registry.ts';

it('the status page reads what the server tells', () => {
  const registry = createRegistry();
  const errors = registry.counter('errors_total', 'Errors.');
  errors.add({ layer: 'message', code: 'not_found' }, 2);
  errors.add({ layer: 'transport', code: 'bad_json' });
  const took = registry.histogram('took_seconds', 'Took.', [0.1, 1, 10]);
  registry.histogram('never_seconds', 'Never.', [1]);
  registry.gauge('open', 'Open.', () => 7);
  for (const value of [0.05, 0.5, 0.6, 20]) took.observe(value);
  const metrics = readMetrics(registry.render());

  expect(metrics.get('open')).toBe(7);
  expect(seriesOf(metrics, 'errors_total', 'code')).toEqual([
    ['not_found', 2],
    ['bad_json', 1],
  ]);
  expect([0.25, 0.5, 0.95].map((part) => quantile(metrics, 'took_seconds', part))).toEqual([0.1, 1, Infinity]);
  expect(quantile(metrics, 'never_seconds', 0.5)).toBeUndefined();
});
