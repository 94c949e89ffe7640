import { expect, test } from 'vitest';
import type { HmrRecord } from '../model/hmr.ts';
import { MAX_WAITING_RESOURCES } from './page-reports.ts';
import { SPAN, startIngest, T, TRACE, TRACED } from './test/rig.ts';

const STACK = 'TypeError: no cart\n    at buy (http://h/cart.js:3:7)';
const ERROR = {
  type: 'error',
  at: T + 500,
  source: 'vue',
  name: 'TypeError',
  message: 'no cart',
  stack: STACK,
  count: 1,
};
const OWN = { traceId: TRACE, spanId: 'a'.repeat(16) };
const ACTION = {
  type: 'action',
  at: T + 100,
  action: 'click',
  label: 'Buy',
  selector: '#buy',
  url: 'http://h/',
  ...OWN,
};

const hmr = (id: string, at: number, pageKey: string): HmrRecord =>
  ({
    id,
    at,
    type: 'update',
    pageKey,
    dialect: 'vite',
    files: [],
    modules: [],
    exchangeIds: [],
  }) as unknown as HmrRecord;

test('a page, its document and what its browser measured of it', () => {
  const rig = startIngest();
  rig.exchange(1, { kind: 'document', url: 'http://h/' });
  const timing = { requestStart: 3, responseStart: 20, responseEnd: 30 };
  rig.report([{ type: 'navigation', at: T, kind: 'navigate', timing }]);
  expect(rig.records('page')).toMatchObject([
    { id: '1', url: 'http://h/', userAgent: 'UA', navigation: { queuedMs: 3 } },
  ]);
  expect(rig.last('exchange')).toMatchObject({
    id: '1',
    pageId: '1',
    initiator: { type: 'navigation' },
    browserTiming: { startedAt: T, queuedMs: 3, responseStartMs: 20, durationMs: 30 },
  });
});

test('an error knows its page, its action, the request that failed and the update before it', () => {
  const rig = startIngest();
  rig.exchange(1, { kind: 'document', url: 'http://h/' });
  rig.exchange(2, { ...TRACED, status: 500 });
  rig.exchange(3, TRACED);
  rig.stage.accept({ kind: 'hmr', record: hmr('8', T + 50, '1') });
  rig.stage.accept({ kind: 'hmr', record: hmr('9', T + 900, '1') });
  rig.report([{ ...ERROR, ...OWN, component: 'Cart', info: 'click handler', handled: true }, ACTION]);
  expect(rig.records('action')).toMatchObject([{ id: '1', pageId: '1', pageUrl: 'http://h/', label: 'Buy' }]);
  expect(rig.records('error')).toEqual([
    {
      ...{ id: '1', at: T + 500, lastAt: T + 500, source: 'vue', name: 'TypeError', message: 'no cart', count: 1 },
      ...{ component: 'Cart', info: 'click handler', handled: true, mapped: false, traceId: TRACE },
      ...{
        pageId: '1',
        pageUrl: 'http://h/',
        userAgent: 'UA',
        exchangeId: '2',
        actionId: '1',
        action: 'Buy',
        hmrId: '8',
      },
      stack: [
        { raw: 'at buy (http://h/cart.js:3:7)', functionName: 'buy', url: 'http://h/cart.js', line: 3, column: 7 },
      ],
      group: 'TypeError: no cart @ http://h/cart.js:3 buy',
    },
  ]);
  expect(rig.asked).toMatchObject([{ id: '1', at: T + 500 }]);
});

test('a request that fails after its error was told of is found later', () => {
  const rig = startIngest();
  rig.report([{ ...ERROR, ...OWN }]);
  expect(rig.last('error')).not.toHaveProperty('exchangeId');
  rig.exchange(2, { ...TRACED, status: 500 });
  rig.stage.flush(T + 1_040);
  expect(rig.last('error')?.exchangeId).toBe('2');
});

test('the page that came from a reload knows it', () => {
  const rig = startIngest();
  rig.exchange(1, { kind: 'document', url: 'http://h/', hmrUpdateId: '6' });
  rig.report([ERROR]);
  expect(rig.last('error')?.hmrId).toBe('6');
});

test('a resource that failed is its request, whichever is known first', () => {
  const rig = startIngest();
  const failed = (url: string) => ({ ...ERROR, source: 'resource', message: `<img> ${url}`, stack: undefined, url });
  rig.exchange(2, { status: 404 });
  rig.report([failed('http://h/2'), failed('http://h/3')]);
  expect(rig.records('error').map(({ exchangeId, mapped }) => [exchangeId, mapped])).toEqual([
    ['2', true],
    [undefined, true],
  ]);
  rig.exchange(3, { status: 404 });
  rig.stage.flush(T + 1_040);
  expect(rig.last('error')).toMatchObject({ id: '2', exchangeId: '3' });
});

test('only so many failed resources wait', () => {
  const rig = startIngest();
  for (let batch = 0; batch <= MAX_WAITING_RESOURCES; batch += 100) {
    const at = T + 500;
    const items = Array.from({ length: 100 }, (_, i) => ({
      ...ERROR,
      at,
      source: 'resource',
      url: `http://h/${batch + i}`,
      message: `${batch + i}`,
    }));
    // Each from a page of its own, as one page may tell of only so many at once.
    rig.report(items, { load: `00000000000000${10 + batch / 100}`, seq: 1 });
  }
  rig.exchange(0, { status: 404 });
  rig.exchange(100, { status: 404 });
  rig.stage.flush(T + 1_040);
  expect(rig.last('error')).toMatchObject({ message: '100', exchangeId: '100' });
});

test('a thrown value without stack has the place that the browser tells', () => {
  const rig = startIngest();
  const { stack: _, ...bare } = ERROR;
  rig.report([
    { ...bare, url: 'http://h/a.js', line: 3, column: 4 },
    { ...bare, message: 'other', url: 'http://h/a.js', line: 3 },
    { ...bare, message: 'third' },
  ]);
  expect(rig.records('error').map(({ stack }) => stack)).toEqual([
    [{ raw: 'http://h/a.js:3:4', url: 'http://h/a.js', line: 3, column: 4 }],
    [{ raw: 'http://h/a.js:3', url: 'http://h/a.js', line: 3 }],
    [],
  ]);
});

test('calls of the console are logs, with their place and their trace', () => {
  const rig = startIngest();
  rig.exchange(2, { trace: { ...TRACED.trace, spanId: SPAN } });
  const stack = 'Error\n    at buy (http://h/cart.js:3:7)';
  rig.report([{ type: 'console', at: T + 5, level: 'assert', message: 'm', args: [{ a: 1 }], stack, ...OWN }]);
  expect(rig.records('log')).toEqual([
    {
      ...{ id: '1', at: T + 5, source: 'browser', level: 'error', message: 'm', ...OWN, pageId: 'p1' },
      fields: { args: [{ a: 1 }], url: 'http://h/cart.js', line: 3, column: 7, pageUrl: 'http://h/' },
    },
  ]);
});

test('a socket that goes past the proxy is told of in the logs, one that was brought back is not', () => {
  const rig = startIngest();
  const bypass = { type: 'bypass', at: T, url: 'ws://localhost:5173/', via: 'websocket' };
  rig.report([
    { ...bypass, brought: true },
    { ...bypass, brought: false },
  ]);
  expect(rig.records('log')).toMatchObject([{ level: 'warn', fields: { code: 'proxy-bypassed', url: bypass.url } }]);
});

test('vitals, long tasks, routes and the end of a page are its own', () => {
  const rig = startIngest();
  rig.report(
    [
      { type: 'vital', at: T, name: 'LCP', value: 9, rating: 'good' },
      { type: 'long-task', at: T, durationMs: 60 },
      { type: 'route', at: T, url: 'http://h/cart' },
      { type: 'leave', at: T + 7 },
      { type: 'spy', at: T },
    ],
    { lost: 2 },
  );
  expect(rig.last('page')).toMatchObject({
    vitals: [{ name: 'LCP' }],
    longTasks: { count: 1 },
    leftAt: T + 7,
    lost: 3,
  });
  expect(rig.dropped()).toBe(1);
});

test('what comes twice or can not be read changes nothing', () => {
  const rig = startIngest();
  rig.report([ERROR], { seq: 5 });
  rig.report([ERROR], { seq: 5 });
  rig.post('report', '{"v":1');
  rig.stage.flush(T);
  expect(rig.records('error')).toHaveLength(1);
  expect(rig.dropped()).toBe(1);
});
