// Pure: the detail's tabs for one exchange, with the figure beside each name.
import type { Exchange } from '../../../main/model/exchange.ts';
import { formatCount, formatDuration, formatSize } from '../../kit/format.ts';

export const DETAIL_TABS = [
  'overview',
  'headers',
  'payload',
  'response',
  'timing',
  'trace',
  'map',
  'messages',
  'errors',
  'logs',
] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

export interface TabLook {
  readonly tab: DetailTab;
  readonly figure?: string;
  /** There is nothing in it. */
  readonly empty: boolean;
}

/** Whether an exchange carries frames or events. */
export function hasMessages(exchange: Pick<Exchange, 'kind'>): boolean {
  return exchange.kind === 'websocket' || exchange.kind === 'eventsource';
}

/** Whether a source map can belong to an exchange. */
export function mayHaveMap({ kind, status }: Pick<Exchange, 'kind' | 'status'>): boolean {
  return (kind === 'script' || kind === 'stylesheet') && status !== undefined && status < 400;
}

/** The tabs in order. The trace is there for what belongs to one, the source map for what may have one, errors where there are any; logs always, so that one learns how they get there. Messages are there only where there can be any; what passes on an upgraded connection is no answer's body. */
export function toTabs(exchange: Exchange, errors = 0): readonly TabLook[] {
  const { requestBody, responseBody, timings } = exchange;
  const headers = exchange.requestHeaders.length + exchange.responseHeaders.length;
  const size = (bytes: number) => (bytes > 0 ? { figure: formatSize(bytes) } : {});
  const payload = requestBody.sizeBytes > 0 || exchange.url.includes('?');
  const upgraded = exchange.kind === 'websocket' && exchange.status === 101;
  const tabs: TabLook[] = [
    { tab: 'overview', empty: false },
    { tab: 'headers', figure: formatCount(headers), empty: headers === 0 },
    { tab: 'payload', ...size(requestBody.sizeBytes), empty: !payload },
    ...(upgraded
      ? []
      : [{ tab: 'response' as const, ...size(responseBody.sizeBytes), empty: responseBody.sizeBytes === 0 }]),
    { tab: 'timing', figure: formatDuration(timings.total), empty: false },
  ];
  const spans = exchange.joined?.spans ?? 0;
  if (exchange.trace)
    tabs.push({ tab: 'trace', ...(spans > 0 ? { figure: formatCount(spans) } : {}), empty: spans === 0 });
  if (mayHaveMap(exchange)) tabs.push({ tab: 'map', empty: false });
  if (hasMessages(exchange)) {
    const messages = exchange.messagesIn + exchange.messagesOut;
    tabs.push({ tab: 'messages', figure: formatCount(messages), empty: messages === 0 });
  }
  if (errors > 0) tabs.push({ tab: 'errors', figure: formatCount(errors), empty: false });
  const { logs = 0 } = exchange.joined ?? {};
  tabs.push({ tab: 'logs', ...(logs > 0 ? { figure: formatCount(logs) } : {}), empty: logs === 0 });
  return tabs;
}

/** The tab to show: the chosen one where this exchange has it. */
export function shownTab(tabs: readonly TabLook[], chosen: string): DetailTab {
  return tabs.find((look) => look.tab === chosen)?.tab ?? 'overview';
}

/** The tab one step to the left or right; the ends meet. */
export function nextTab(tabs: readonly TabLook[], current: DetailTab, step: 1 | -1): DetailTab {
  const at = tabs.findIndex((look) => look.tab === current);
  return tabs[(at + step + tabs.length) % tabs.length]?.tab ?? current;
}
