import { expect, it } from 'vitest';
import { createRegistry } from '../../../src/server/metrics/registry.ts';

it('tells everything in the text format of Prometheus', () => {
  const registry = createRegistry();
  const seen = registry.counter('seen_total', 'Seen.');
  const took = registry.histogram('took_seconds', 'Took.', [0.5, 1]);
  registry.gauge('open', 'Open.', () => 3);

  seen.add({ by: 'me' });
  seen.add({ by: 'me' }, 2);
  seen.add({ by: 'a "quoted"\nline' });
  for (const value of [0.25, 0.75, 5]) took.observe(value);

  expect(registry.render()).toBe(`# HELP seen_total Seen.
# TYPE seen_total counter
seen_total{by="me"} 3
seen_total{by="a _quoted__line"} 1
# HELP took_seconds Took.
# TYPE took_seconds histogram
took_seconds_bucket{le="0.5"} 1
took_seconds_bucket{le="1"} 2
took_seconds_bucket{le="+Inf"} 3
took_seconds_sum 6
took_seconds_count 3
# HELP open Open.
# TYPE open gauge
open 3
`);
});
