export { createOperations } from './operations.ts';
export { createReadiness } from './readiness.ts';
export { createServerMetrics, type ServerMetrics } from './server-metrics.ts';
