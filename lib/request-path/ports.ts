import { Port } from '../workload';

/** Where tiers and model servers answer requests. */
export const HTTP_PORT = Port.tcp(8000, 'http');
/** Where guards answer health checks and metrics, so that policies can keep both apart from requests. */
export const METRICS_PORT = Port.tcp(9090, 'metrics');
