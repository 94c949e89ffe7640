// HAR: the records that stand beside the entries (`log._throughline`), as Throughline writes them. Used by the reader; what has another form is left out.
import * as v from 'valibot';
import { type ErrorReport, ERROR_SOURCES } from '../model/error-report.ts';
import { HMR_DIALECTS, HMR_REASONS, HMR_TYPES, type HmrRecord } from '../model/hmr.ts';
import { LOG_LEVELS, type LogRecord } from '../model/log.ts';
import { type ActionRecord, PAGE_LIST_LIMIT, type PageRecord } from '../model/page.ts';
import type { Recorded } from '../model/recorded.ts';
import { TRACE_SOURCES, type TraceContext } from '../model/trace.ts';

export const decimalId = v.pipe(v.string(), v.regex(/^\d{1,15}$/));
const text = v.string();
const some = v.exactOptional(text);
const number = v.pipe(v.number(), v.finite());
const someNumber = v.exactOptional(number);
const place = v.exactOptional(v.pipe(number, v.integer(), v.minValue(1)));
const count = v.pipe(number, v.integer(), v.minValue(0));
const texts = v.array(text);
const traceId = v.pipe(text, v.regex(/^[0-9a-f]{32}$/));
const spanId = v.pipe(text, v.regex(/^[0-9a-f]{16}$/));
const pageId = v.pipe(text, v.regex(/^p?\d{1,15}(?:~\d{1,9})?$/));
const rating = v.picklist(['good', 'needs-improvement', 'poor']);

/** An exchange's `trace`, `initiator`, `browserTiming` and `changes`. */
export const traceFacts = v.object({
  traceId,
  spanId: v.exactOptional(spanId),
  parentSpanId: v.exactOptional(spanId),
  requestId: some,
  source: v.picklist(TRACE_SOURCES),
  field: some,
  sampled: v.exactOptional(v.boolean()),
  traceState: some,
} satisfies Fields<TraceContext>);
export const initiatorFacts = v.object({ type: text, actionId: v.exactOptional(decimalId), action: some });
export const browserTimingFacts = v.object({
  startedAt: number,
  queuedMs: number,
  responseStartMs: someNumber,
  durationMs: number,
  transferBytes: v.exactOptional(count),
});
export const changeFacts = v.array(v.object({ code: text, message: text }));
export const joinedFacts = v.object({
  logs: count,
  warnings: count,
  failures: count,
  spans: count,
  failedSpans: count,
});
export const ruleFacts = v.array(
  v.object({
    ruleId: text,
    side: v.picklist(['request', 'response']),
    action: v.picklist(['set', 'append', 'remove', 'rename']),
    name: text,
    before: texts,
    after: texts,
  }),
);
export const serverTimingFacts = v.array(v.object({ name: text, durationMs: someNumber, description: some }));
export { pageId as pageIdFact };

/** Every field has its form, so that a new one is not lost between export and import. */
type Fields<T> = Record<keyof T, v.GenericSchema | v.ExactOptionalSchema<v.GenericSchema, undefined>>;

const log = v.object({
  id: decimalId,
  at: number,
  source: text,
  level: v.picklist(LOG_LEVELS),
  message: text,
  fields: v.record(text, v.unknown()),
  traceId: v.exactOptional(traceId),
  spanId: v.exactOptional(spanId),
  requestId: some,
  exchangeId: v.exactOptional(decimalId),
  pageId: v.exactOptional(pageId),
  joinedBy: v.exactOptional(v.picklist(['span', 'trace', 'request-id', 'time'])),
  confidence: v.exactOptional(v.pipe(number, v.minValue(0), v.maxValue(1))),
  format: some,
  more: some,
} satisfies Fields<LogRecord>) satisfies v.GenericSchema<unknown, LogRecord>;

const hmrError = v.object({ message: text, file: some, line: place, column: place, codeFrame: some });

const hmr = v.object({
  id: decimalId,
  at: number,
  dialect: v.picklist(HMR_DIALECTS),
  type: v.picklist(HMR_TYPES),
  name: some,
  direction: v.exactOptional(v.picklist(['in', 'out'])),
  files: texts,
  modules: v.array(v.object({ path: text, acceptedPath: text, kind: v.picklist(['js', 'css', 'other']) })),
  exchangeIds: v.array(decimalId),
  socketExchangeId: decimalId,
  frameId: v.exactOptional(decimalId),
  eventId: v.exactOptional(decimalId),
  pageKey: some,
  key: some,
  appliedAt: someNumber,
  applied: v.exactOptional(v.picklist(['confirmed', 'inferred'])),
  reloadedAt: someNumber,
  durationMs: someNumber,
  latency: v.exactOptional(
    v.object({ buildMs: someNumber, messageToFetchMs: someNumber, fetchMs: someNumber, applyMs: someNumber }),
  ),
  error: v.exactOptional(hmrError),
  moreErrors: v.exactOptional(v.array(hmrError)),
  warnings: v.exactOptional(texts),
  reason: v.exactOptional(v.picklist(HMR_REASONS)),
  detail: some,
  triggeredBy: some,
  recovers: some,
  recoveredBy: some,
  repeats: v.exactOptional(count),
} satisfies Fields<HmrRecord>) satisfies v.GenericSchema<unknown, HmrRecord>;

const unresolved = v.object({ code: text, message: text });

const frame = v.object({
  raw: text,
  functionName: some,
  url: some,
  line: v.exactOptional(count),
  column: v.exactOptional(count),
  origin: v.exactOptional(v.picklist(['native', 'wasm', 'eval'])),
  original: v.exactOptional(
    v.object({
      source: text,
      path: some,
      line: count,
      column: v.exactOptional(count),
      name: some,
      ignored: v.boolean(),
      codeFrame: some,
      caveats: v.exactOptional(v.array(unresolved)),
    }),
  ),
  unresolved: v.exactOptional(unresolved),
});

const error = v.object({
  id: decimalId,
  at: number,
  lastAt: number,
  source: v.picklist(ERROR_SOURCES),
  name: text,
  message: text,
  component: some,
  componentStack: v.exactOptional(texts),
  props: v.exactOptional(texts),
  info: some,
  handled: v.exactOptional(v.boolean()),
  pageId: v.exactOptional(pageId),
  pageUrl: some,
  userAgent: some,
  traceId: v.exactOptional(traceId),
  exchangeId: v.exactOptional(decimalId),
  actionId: v.exactOptional(decimalId),
  action: some,
  hmrId: v.exactOptional(decimalId),
  process: some,
  count: v.pipe(count, v.minValue(1)),
  stack: v.array(frame),
  mapped: v.boolean(),
  group: text,
} satisfies Fields<ErrorReport>) satisfies v.GenericSchema<unknown, ErrorReport>;

/** The last of a list, as many as a page keeps. */
function latest<S extends v.GenericSchema>(item: S) {
  return v.pipe(
    v.array(item),
    v.transform((list) => list.slice(-PAGE_LIST_LIMIT)),
  );
}

const page = v.object({
  id: pageId,
  at: number,
  url: text,
  title: some,
  documentExchangeId: v.exactOptional(decimalId),
  userAgent: some,
  navigation: v.exactOptional(
    v.object({
      type: text,
      redirectMs: someNumber,
      queuedMs: someNumber,
      responseStartMs: someNumber,
      responseEndMs: someNumber,
      domInteractiveMs: someNumber,
      domContentLoadedMs: someNumber,
      loadMs: someNumber,
    }),
  ),
  vitals: latest(v.object({ name: text, value: number, rating, target: some })),
  longTasks: v.object({ count, totalMs: number, latest: latest(v.object({ at: number, durationMs: number })) }),
  routes: latest(v.object({ at: number, url: text })),
  leftAt: someNumber,
  lost: count,
} satisfies Fields<PageRecord>) satisfies v.GenericSchema<unknown, PageRecord>;

const action = v.object({
  id: decimalId,
  at: number,
  pageId,
  pageUrl: text,
  action: text,
  label: text,
  selector: some,
  traceId,
  spanId,
} satisfies Fields<ActionRecord>) satisfies v.GenericSchema<unknown, ActionRecord>;

/** The lists beside the entries: the word that each item becomes, and its form. */
const RECORDS = {
  logs: { kind: 'log', schema: log },
  hmr: { kind: 'hmr', schema: hmr },
  errors: { kind: 'error', schema: error },
  pages: { kind: 'page', schema: page },
  actions: { kind: 'action', schema: action },
} as const;

export type HarRecordList = keyof typeof RECORDS;

/** What an item of a list may become. */
export type HarRecord = Extract<Recorded, { readonly kind: (typeof RECORDS)[HarRecordList]['kind'] }>;

/** The list's item as the word that capture speaks; undefined where it is not as Throughline writes it. */
export function parseHarRecord(list: HarRecordList, value: unknown): HarRecord | undefined {
  const { kind, schema } = RECORDS[list];
  const parsed = v.safeParse(schema, value);
  return parsed.success ? ({ kind, record: parsed.output } as HarRecord) : undefined;
}
