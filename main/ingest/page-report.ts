// Ingest: reads what a page posted. Any page can post anything, so each part is checked; what is wrong is left out and counted.
import { ERROR_SOURCES } from '../model/error-report.ts';
import type {
  ActionItem,
  BypassItem,
  ConsoleItem,
  ErrorItem,
  NavigationItem,
  PageReport,
  ReportItem,
  ResourceItem,
  VitalItem,
} from '../model/page-report.ts';
import {
  isObject,
  parseJson,
  toAmount,
  toCount,
  toFilledText,
  toFinite,
  toHexId,
  toText,
  toTexts,
  withoutAbsent,
  type LooseObject,
} from './loose-value.ts';

/** Items read of one report; more are counted as left out. */
export const ITEM_LIMIT = 5_000;
/** Characters kept of a message or a stack. */
export const MESSAGE_CHARACTERS = 64 * 1024;
/** Characters kept of a URL. */
export const URL_CHARACTERS = 8 * 1024;
/** Characters kept of a name, a label or a selector. */
export const NAME_CHARACTERS = 500;
/** Entries kept of a list: components, properties, arguments. */
export const LIST_LIMIT = 50;
/** Characters kept of one argument, as JSON; a longer one becomes a text that is cut. */
export const ARGUMENT_CHARACTERS = 16 * 1024;

export interface ReadReport {
  readonly report: PageReport;
  /** Items that could not be read. */
  readonly refused: number;
}

/** The report that was posted; undefined where there is none in it. */
export function readPageReport(bytes: Uint8Array): ReadReport | undefined {
  const value = parseJson(bytes)?.value;
  if (!isObject(value) || value['v'] !== 1 || !Array.isArray(value['items'])) return undefined;
  const page = toText(value['page'], 64);
  const load = toHexId(value['load'], 16);
  const [origin, sentAt, seq] = [toAmount(value['origin']), toAmount(value['sentAt']), toCount(value['seq'])];
  if (page === undefined || load === undefined || origin === undefined || sentAt === undefined || seq === undefined) {
    return undefined;
  }
  const given: readonly unknown[] = value['items'];
  const items = given.slice(0, ITEM_LIMIT).flatMap((item) => readItem(item) ?? []);
  const url = toText(value['url'], URL_CHARACTERS) ?? '';
  const title = toText(value['title'], NAME_CHARACTERS) ?? '';
  const lost = toCount(value['lost']) ?? 0;
  return {
    report: { v: 1, page, load, origin, url, title, sentAt, seq, lost, items },
    refused: given.length - items.length,
  };
}

type Common = { readonly at: number; readonly traceId?: string; readonly spanId?: string };
type ItemReader = (value: LooseObject, common: Common) => ReportItem | undefined;

const READERS: Readonly<Record<string, ItemReader>> = {
  error: readError,
  console: readConsole,
  action: readAction,
  navigation: readNavigation,
  resource: readResource,
  vital: readVital,
  'long-task': (value, common) => {
    const durationMs = toAmount(value['durationMs']);
    return durationMs === undefined ? undefined : { ...common, type: 'long-task', durationMs };
  },
  route: (value, common) => {
    const url = toFilledText(value['url'], URL_CHARACTERS);
    return url === undefined ? undefined : { ...common, type: 'route', url };
  },
  bypass: readBypass,
  leave: (_, common) => ({ ...common, type: 'leave' }),
};

function readItem(value: unknown): ReportItem | undefined {
  if (!isObject(value) || typeof value['type'] !== 'string') return undefined;
  const at = toAmount(value['at']);
  const read = Object.hasOwn(READERS, value['type']) ? READERS[value['type']] : undefined;
  if (at === undefined || read === undefined) return undefined;
  return read(
    value,
    withoutAbsent({ at, traceId: toHexId(value['traceId'], 32), spanId: toHexId(value['spanId'], 16) }),
  );
}

const PAGE_SOURCES: readonly unknown[] = ERROR_SOURCES.filter((source) => source !== 'backend');

function readError(value: LooseObject, common: Common): ErrorItem | undefined {
  const { source } = value;
  const message = toText(value['message'], MESSAGE_CHARACTERS);
  if (!PAGE_SOURCES.includes(source) || message === undefined) return undefined;
  return withoutAbsent({
    ...common,
    type: 'error' as const,
    source: source as ErrorItem['source'],
    name: toFilledText(value['name'], NAME_CHARACTERS) ?? 'Error',
    message,
    stack: toFilledText(value['stack'], MESSAGE_CHARACTERS),
    url: toFilledText(value['url'], URL_CHARACTERS),
    line: toPosition(value['line']),
    column: toPosition(value['column']),
    component: toFilledText(value['component'], NAME_CHARACTERS),
    componentStack: toTexts(value['componentStack'], LIST_LIMIT, NAME_CHARACTERS),
    props: toTexts(value['props'], LIST_LIMIT, NAME_CHARACTERS),
    info: toFilledText(value['info'], NAME_CHARACTERS),
    handled: typeof value['handled'] === 'boolean' ? value['handled'] : undefined,
    count: Math.max(1, toCount(value['count']) ?? 1),
  });
}

/** Lines and columns count from 1. */
function toPosition(value: unknown): number | undefined {
  const number = toCount(value);
  return number === undefined || number < 1 ? undefined : number;
}

function readConsole(value: LooseObject, common: Common): ConsoleItem | undefined {
  const level = toFilledText(value['level'], 20);
  const message = toText(value['message'], MESSAGE_CHARACTERS);
  if (level === undefined || message === undefined) return undefined;
  const { args } = value;
  return withoutAbsent({
    ...common,
    type: 'console' as const,
    level,
    message,
    args: Array.isArray(args) && args.length > 0 ? args.slice(0, LIST_LIMIT).map(toArgument) : undefined,
    stack: toFilledText(value['stack'], MESSAGE_CHARACTERS),
    componentStack: toTexts(value['componentStack'], LIST_LIMIT, NAME_CHARACTERS),
  });
}

function toArgument(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text.length > ARGUMENT_CHARACTERS ? `${text.slice(0, ARGUMENT_CHARACTERS)}…` : value;
}

function readAction(value: LooseObject, common: Common): ActionItem | undefined {
  const action = toFilledText(value['action'], 40);
  const { traceId, spanId } = common;
  if (action === undefined || traceId === undefined || spanId === undefined) return undefined;
  return withoutAbsent({
    ...common,
    traceId,
    spanId,
    type: 'action' as const,
    action,
    label: toText(value['label'], NAME_CHARACTERS) ?? '',
    selector: toFilledText(value['selector'], NAME_CHARACTERS),
    url: toText(value['url'], URL_CHARACTERS) ?? '',
  });
}

function readNavigation(value: LooseObject, common: Common): NavigationItem | undefined {
  if (!isObject(value['timing'])) return undefined;
  const timing: Record<string, number> = {};
  for (const [name, given] of Object.entries(value['timing']).slice(0, LIST_LIMIT)) {
    const ms = toAmount(given);
    if (ms !== undefined) timing[name] = ms;
  }
  return { ...common, type: 'navigation', kind: toFilledText(value['kind'], 40) ?? 'navigate', timing };
}

function readResource(value: LooseObject, common: Common): ResourceItem | undefined {
  const url = toFilledText(value['url'], URL_CHARACTERS);
  const [queuedMs, durationMs] = [toAmount(value['queuedMs']), toAmount(value['durationMs'])];
  if (url === undefined || queuedMs === undefined || durationMs === undefined) return undefined;
  return withoutAbsent({
    ...common,
    type: 'resource' as const,
    url,
    initiator: toFilledText(value['initiator'], 40) ?? 'other',
    queuedMs,
    responseStartMs: toAmount(value['responseStartMs']),
    durationMs,
    transferBytes: toCount(value['transferBytes']),
  });
}

const RATINGS: readonly unknown[] = ['good', 'needs-improvement', 'poor'] satisfies VitalItem['rating'][];

function readVital(value: LooseObject, common: Common): VitalItem | undefined {
  const name = toFilledText(value['name'], 20);
  const number = toFinite(value['value']);
  const { rating } = value;
  if (name === undefined || number === undefined || !RATINGS.includes(rating)) return undefined;
  return withoutAbsent({
    ...common,
    type: 'vital' as const,
    name,
    value: number,
    rating: rating as VitalItem['rating'],
    target: toFilledText(value['target'], NAME_CHARACTERS),
  });
}

const WAYS: readonly unknown[] = ['websocket', 'eventsource', 'fetch', 'xmlhttprequest'] satisfies BypassItem['via'][];

function readBypass(value: LooseObject, common: Common): BypassItem | undefined {
  const url = toFilledText(value['url'], URL_CHARACTERS);
  const { via, brought } = value;
  if (url === undefined || !WAYS.includes(via) || typeof brought !== 'boolean') return undefined;
  return { ...common, type: 'bypass', url, via: via as BypassItem['via'], brought };
}
