// Renderer store: errors, pages and actions as tests need them.
import type { ErrorReport } from '../../main/model/error-report.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import type { ActionRecord, PageRecord } from '../../main/model/page.ts';
import type { Change, FeedMessage } from '../../main/model/protocol.ts';
import type { SourceFrame } from '../../main/model/source-frame.ts';
import type { ExchangeRow } from '../../main/model/exchange.ts';
import { applyAsked, applyFeed } from './apply.ts';
import { toHmrBatch } from './hmr-sample.ts';
import { SAMPLE_START, sampleSession } from './row-sample.ts';
import type { SessionState } from './session-state.ts';

/** A trace's id that begins with these digits. */
export function traceId(digits: string): string {
  return digits.padEnd(32, '0');
}

/** A frame of one's own code, mapped to a file here. */
export function ownFrame(line = 48, more: Partial<SourceFrame> = {}): SourceFrame {
  return {
    raw: `at submit (http://127.0.0.1:8888/src/components/CheckoutForm.vue?t=1:${line + 100}:13)`,
    functionName: 'submit',
    url: 'http://127.0.0.1:8888/src/components/CheckoutForm.vue?t=1',
    line: line + 100,
    column: 13,
    original: {
      source: 'http://127.0.0.1:8888/src/components/CheckoutForm.vue',
      path: '/app/src/components/CheckoutForm.vue',
      line,
      column: 31,
      ignored: false,
      codeFrame: [
        `  ${line - 2} | async function submit() {`,
        `  ${line - 1} |   const res = await api.checkout(cart.value)`,
        `> ${line} |   order.value = res.data.orderId`,
        '     |                          ^',
        `  ${line + 1} |   router.push({ name: 'order', params: { id: 12 } })`,
        `  ${line + 2} | }`,
      ].join('\n'),
    },
    ...more,
  };
}

/** A frame in a dependency. */
export function libraryFrame(name = 'callWithErrorHandling'): SourceFrame {
  const place = 'node_modules/@vue/runtime-core/dist/runtime-core.js';
  return {
    raw: `at ${name} (http://127.0.0.1:8888/node_modules/.vite/deps/vue.js?v=1:2290:19)`,
    functionName: name,
    url: 'http://127.0.0.1:8888/node_modules/.vite/deps/vue.js?v=1',
    line: 2290,
    column: 19,
    original: { source: place, path: `/app/${place}`, line: 199, column: 17, ignored: true },
  };
}

/** A frame whose script has no map. */
export function unmappedFrame(): SourceFrame {
  return {
    raw: 'at http://127.0.0.1:8888/assets/vendor.js:2:9917',
    url: 'http://127.0.0.1:8888/assets/vendor.js',
    line: 2,
    column: 9917,
    unresolved: { code: 'map-http-status', message: 'vendor.js.map answered 404.' },
  };
}

/** Error `n`, `n` seconds after the start: a TypeError in a click's handler of a Vue component. */
export function sampleReport(n: number, more: Partial<ErrorReport> = {}): ErrorReport {
  const at = SAMPLE_START + n * 1_000;
  return {
    id: String(n),
    at,
    lastAt: at,
    source: 'vue',
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'orderId')",
    component: 'CheckoutForm',
    componentStack: ['CheckoutForm', 'CheckoutView', 'App'],
    props: ['cart', 'currency'],
    info: 'native event handler',
    pageId: '1',
    pageUrl: 'http://127.0.0.1:8888/checkout?token=geheim',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    traceId: traceId('7c1e90ab'),
    exchangeId: '14',
    actionId: '1',
    action: 'click on button "Pay"',
    count: 1,
    stack: [ownFrame(), libraryFrame(), libraryFrame('invoker'), unmappedFrame()],
    mapped: true,
    group: 'TypeError orderId CheckoutForm.vue:48',
    ...more,
  };
}

/** An error of another group: a back end's panic. */
export function samplePanic(n: number, more: Partial<ErrorReport> = {}): ErrorReport {
  const { component: _1, componentStack: _2, props: _3, info: _4, pageId: _5, pageUrl: _6, ...rest } = sampleReport(n);
  const { userAgent: _7, action: _8, actionId: _9, ...bare } = rest;
  return {
    ...bare,
    source: 'backend',
    name: 'runtime error',
    message: 'invalid memory address or nil pointer dereference',
    process: 'process:api',
    stack: [],
    group: 'runtime error checkout.go:112',
    ...more,
  };
}

export function samplePage(n: number, more: Partial<PageRecord> = {}): PageRecord {
  return {
    id: String(n),
    at: SAMPLE_START + n * 100,
    url: 'http://127.0.0.1:8888/checkout?step=2',
    title: 'Checkout',
    documentExchangeId: String(n),
    navigation: {
      type: 'navigate',
      queuedMs: 12,
      responseStartMs: 40,
      responseEndMs: 60,
      domInteractiveMs: 220,
      domContentLoadedMs: 230,
      loadMs: 480,
    },
    vitals: [
      { name: 'TTFB', value: 40, rating: 'good' },
      { name: 'LCP', value: 2_900, rating: 'needs-improvement', target: 'main > h1' },
      { name: 'CLS', value: 0.31, rating: 'poor' },
    ],
    longTasks: { count: 2, totalMs: 180, latest: [{ at: SAMPLE_START, durationMs: 120 }] },
    routes: [],
    lost: 0,
    ...more,
  };
}

export function sampleAction(n: number, more: Partial<ActionRecord> = {}): ActionRecord {
  return {
    id: String(n),
    at: SAMPLE_START + n * 900,
    pageId: '1',
    pageUrl: 'http://127.0.0.1:8888/checkout',
    action: 'click',
    label: 'button "Pay"',
    traceId: traceId('7c1e90ab'),
    spanId: '1'.repeat(16),
    ...more,
  };
}

export interface SampleRecords {
  readonly errors?: readonly ErrorReport[];
  readonly pages?: readonly PageRecord[];
  readonly actions?: readonly ActionRecord[];
  readonly hmr?: readonly HmrRecord[];
  readonly rows?: readonly ExchangeRow[];
}

export function toRecordBatch({ errors = [], pages = [], actions = [] }: SampleRecords): FeedMessage {
  const changes: Change[] = [
    ...errors.map((record): Change => ({ seq: 1, kind: 'error', op: 'put', record })),
    ...pages.map((record): Change => ({ seq: 1, kind: 'page', op: 'put', record })),
    ...actions.map((record): Change => ({ seq: 1, kind: 'action', op: 'put', record })),
  ];
  return { type: 'batch', changes };
}

/** A live session that holds these records, all read. */
export function recordSession(records: SampleRecords): SessionState {
  const fed = applyFeed(sampleSession(records.rows ?? []), [toHmrBatch(records.hmr ?? []), toRecordBatch(records)]);
  return applyAsked(fed, { hmrLoad: 'done', errorLoad: 'done' });
}
