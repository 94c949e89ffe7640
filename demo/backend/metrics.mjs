// Demo, back end: its measurements, as Prometheus reads them.
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const registry = new Registry();
collectDefaultMetrics({ register: registry });
const requestSeconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long requests took.',
  labelNames: ['method', 'route', 'status'],
  registers: [registry],
});

/**
 * @param {string} method
 * @param {string} route
 * @param {number} status
 * @param {number} durationMs
 */
export function countRequest(method, route, status, durationMs) {
  requestSeconds.observe({ method, route, status }, durationMs / 1000);
}

/** Where the measurements are asked for. */
export const METRICS_PATH = '/metrics';

/** @type {import('./server.mjs').RouteModule} */
export const metrics = {
  http: [
    {
      method: 'GET',
      path: METRICS_PATH,
      handle: async (_req, res) => {
        const text = await registry.metrics();
        res.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
      },
    },
  ],
};
