// Proxy: what is settled of a request as soon as its head was read: where it goes, which trace it belongs to, which fields go on.
import type { ExchangeSetting } from './exchange.ts';
import { UpstreamHead, type RequestHead, type UpstreamHeadSource } from './request-head.ts';
import type { Route } from './routes.ts';
import type { ExchangeTap } from './tap.ts';
import { planTrace, TRACE_OFF, type TracePlan } from './trace-plan.ts';

export interface Arrival {
  /** Absent where no target fits. */
  readonly route: Route | undefined;
  readonly trace: TracePlan;
  /** The page agent turned it back to the target that the page aimed at. */
  readonly broughtBack: boolean;
}

/** Settles it; nothing is told yet, as the request is opened first. */
export function toArrival({ table, switches, trace }: ExchangeSetting, head: RequestHead): Arrival {
  const aimed = head.aimedAt === undefined ? undefined : table.toward(head.aimedAt);
  const route = aimed ?? table.match(head.hostname, head.path);
  return {
    route,
    broughtBack: aimed !== undefined,
    trace: planTrace(head.rawHeaders, switches.sendTrace ? (route?.trace ?? trace) : TRACE_OFF),
  };
}

/** Tells what was out of the ordinary. */
export function tellArrival({ broughtBack, trace }: Arrival, head: RequestHead, tap: ExchangeTap): void {
  const { aimedAt, tracedByAgent } = head;
  if (tracedByAgent === true) {
    tap.changed('trace-from-parameter', 'The page agent named the trace in the query, as no field could be set here.');
  }
  if (broughtBack) {
    tap.changed('brought-back', `The page aimed at ${aimedAt}; its agent turned the request back through the proxy.`);
  }
  for (const { code, message } of trace.changes) tap.changed(code, message);
}

/** The fields for the upstream: what the proxy makes of them, trace context with them, and then what the user's rules do. */
export function toUpstreamFields(
  { head: fields, rules }: ExchangeSetting,
  from: Omit<UpstreamHeadSource, 'setting'>,
  tap: ExchangeTap,
): readonly string[] {
  const { raw } = new UpstreamHead({ ...from, setting: fields });
  rules.apply('request', from.head, raw, tap);
  return raw;
}
