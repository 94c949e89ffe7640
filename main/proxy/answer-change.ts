// Proxy: what is done to an answer's content and fields on their way to the browser, beyond what belongs to a hop.
import type { IncomingMessage } from 'node:http';
import type { Switches } from '../model/config.ts';
import type { ChangeFactory } from './content-change.ts';
import { planInjection } from './inject/injection-plan.ts';
import type { PageAgent } from './inject/page-agent.ts';
import { PageInjection } from './inject/page-injection.ts';
import { planMapRepair, type MapRepairs } from './map-repair/map-repair.ts';
import type { RequestHead } from './request-head.ts';
import type { Route, RouteTable } from './routes.ts';
import type { ExchangeTap } from './tap.ts';

/** A request whose answer came. */
export interface AnsweredRequest {
  readonly head: RequestHead;
  readonly scheme: 'http' | 'https';
  readonly route: Route | undefined;
  readonly tap: ExchangeTap;
  readonly switches: Switches;
  readonly table: RouteTable;
  readonly maps: MapRepairs;
  /** Pages get this script; absent where this is no request for one, or none is to get it. */
  readonly agent: PageAgent | undefined;
}

/** What changes the answer; undefined where it passes as the upstream sent it. */
export function planAnswerChange(asked: AnsweredRequest, answer: IncomingMessage): ChangeFactory | undefined {
  const { head, scheme, route, tap, switches, maps, agent } = asked;
  if (agent) return planPage(asked, agent, answer);
  return (
    route &&
    planMapRepair({
      ...{ switches, maps, route, tap, method: head.method, path: head.path, requestHeaders: head.rawHeaders },
      origin: `${scheme}://${head.authority}`,
      status: answer.statusCode ?? 0,
      rawHeaders: answer.rawHeaders,
    })
  );
}

/** What puts the page agent into the answer, where it is a document that takes one. */
function planPage(
  { head, scheme, tap, switches, table }: AnsweredRequest,
  agent: PageAgent,
  answer: IncomingMessage,
): ChangeFactory | undefined {
  const decision = planInjection(
    {
      status: answer.statusCode ?? 0,
      rawHeaders: answer.rawHeaders,
      page: { scheme, authority: head.authority },
      exchange: tap.exchange,
      trace: switches.trace,
      origins: switches.bringBack ? table.origins : '',
    },
    agent,
  );
  if (decision.type === 'refused') tap.changed(decision.code, decision.message);
  return decision.type === 'inject' ? (output) => new PageInjection(decision, output, tap) : undefined;
}
