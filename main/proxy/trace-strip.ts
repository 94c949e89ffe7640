// Proxy: a back end's own trace fields, and whether answers lose them on their way to the browser.
import type { ProxyConfig } from '../model/config.ts';
import { isLoopback, isWildcard } from './loopback.ts';

const TRACE_FIELDS: ReadonlySet<string> = new Set([
  'traceparent',
  'tracestate',
  'traceresponse',
  'b3',
  'uber-trace-id',
  'trace-id',
  'x-trace-id',
  'x-span-id',
  'x-trace-context',
  'x-amzn-trace-id',
  'x-cloud-trace-context',
  'sentry-trace',
  'baggage',
]);
const TRACE_PREFIXES = ['x-b3-', 'uberctx-', 'x-datadog-', 'x-ot-span-context'];

/** True for fields that tell of a back end's trace; `name` in lower case. Request ids are none: people quote them. */
export function isTraceField(name: string): boolean {
  return TRACE_FIELDS.has(name) || TRACE_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** By default only where other machines can reach the proxy. */
export function stripsTrace({ stripTrace, host }: Pick<ProxyConfig, 'stripTrace' | 'host'>): boolean {
  return stripTrace === 'auto' ? isWildcard(host) || !isLoopback(host) : stripTrace === 'on';
}

/** A flat list without them. */
export function withoutTraceFields(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    if (!isTraceField(name.toLowerCase())) kept.push(name, raw[i + 1] ?? '');
  }
  return kept;
}
