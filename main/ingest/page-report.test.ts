import { expect, test } from 'vitest';
import { ARGUMENT_CHARACTERS, ITEM_LIMIT, LIST_LIMIT, MESSAGE_CHARACTERS, readPageReport } from './page-report.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const HEAD = { v: 1, page: '7', load: '00000000000000ab', origin: 1, url: 'u', title: 't', sentAt: 2, seq: 1, lost: 0 };

const read = (value: unknown) => readPageReport(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const items = (...given: unknown[]) => read({ ...HEAD, items: given })?.report.items;

const ITEMS = [
  {
    type: 'error',
    at: 1,
    source: 'vue',
    name: 'E',
    message: 'm',
    stack: 's',
    component: 'C',
    componentStack: ['C'],
    props: ['p'],
    info: 'i',
    handled: true,
    count: 2,
    traceId: TRACE,
    spanId: SPAN,
  },
  { type: 'error', at: 1, source: 'window.onerror', name: 'E', message: 'm', url: 'u', line: 3, column: 4, count: 1 },
  { type: 'console', at: 1, level: 'warn', message: 'm', args: [{ a: 1 }], stack: 's', componentStack: ['C'] },
  { type: 'action', at: 1, action: 'click', label: 'l', selector: '#a', url: 'u', traceId: TRACE, spanId: SPAN },
  { type: 'navigation', at: 1, kind: 'reload', timing: { responseEnd: 5 } },
  {
    type: 'resource',
    at: 1,
    url: 'u',
    initiator: 'img',
    queuedMs: 0,
    responseStartMs: 1,
    durationMs: 2,
    transferBytes: 3,
  },
  { type: 'vital', at: 1, name: 'CLS', value: 0.1, rating: 'good', target: '#a' },
  { type: 'long-task', at: 1, durationMs: 60 },
  { type: 'route', at: 1, url: '/b' },
  { type: 'bypass', at: 1, url: 'ws://x', via: 'websocket', brought: false },
  { type: 'leave', at: 1 },
];

test('every kind of item is read as it was sent', () => {
  expect(read({ ...HEAD, items: ITEMS })).toEqual({ report: { ...HEAD, items: ITEMS }, refused: 0 });
});

test.each([
  ['no object', null],
  ['no type', { at: 1 }],
  ['an unknown type', { type: 'spy', at: 1 }],
  ['a type of every object', { type: 'constructor', at: 1 }],
  ['no instant', { type: 'leave' }],
  ['an instant as text', { type: 'leave', at: '1' }],
  ['an error of an unknown source', { type: 'error', at: 1, source: 'backend', message: 'm' }],
  ['an error without message', { type: 'error', at: 1, source: 'vue' }],
  ['a console call without level', { type: 'console', at: 1, message: 'm' }],
  ['an action without trace', { type: 'action', at: 1, action: 'click', label: 'l', url: 'u' }],
  ['a navigation without timing', { type: 'navigation', at: 1, kind: 'reload' }],
  ['a resource without duration', { type: 'resource', at: 1, url: 'u', queuedMs: 1 }],
  ['a resource that ended before it began', { type: 'resource', at: 1, url: 'u', queuedMs: 1, durationMs: -1 }],
  ['a vital of another rating', { type: 'vital', at: 1, name: 'LCP', value: 1, rating: 'fine' }],
  ['a long task without length', { type: 'long-task', at: 1 }],
  ['a route to nowhere', { type: 'route', at: 1 }],
  ['a way round by pigeon', { type: 'bypass', at: 1, url: 'u', via: 'pigeon', brought: true }],
])('%s is left out and counted, and the rest is read', (_, wrong) => {
  const leave = { type: 'leave', at: 1 };
  expect(read({ ...HEAD, items: [wrong, leave] })).toEqual({ report: { ...HEAD, items: [leave] }, refused: 1 });
});

test.each([
  ['no JSON', '{'],
  ['a list', []],
  ['another version', { ...HEAD, v: 2, items: [] }],
  ['no items', HEAD],
  ['a load that is no id', { ...HEAD, load: 'x', items: [] }],
  ['no number', { ...HEAD, seq: undefined, items: [] }],
])('%s is no report', (_, value) => {
  expect(read(value)).toBeUndefined();
});

test('what is longer than its bound is cut', () => {
  const long = 'x'.repeat(MESSAGE_CHARACTERS + 1);
  const [error, call] = items(
    { type: 'error', at: 1, source: 'vue', message: long, componentStack: Array.from({ length: 99 }, () => 'C') },
    { type: 'console', at: 1, level: 'log', message: 'm', args: ['x'.repeat(ARGUMENT_CHARACTERS)] },
  ) as unknown as [{ message: string; componentStack: string[] }, { args: string[] }];
  expect(error.message).toHaveLength(MESSAGE_CHARACTERS);
  expect(error.componentStack).toHaveLength(LIST_LIMIT);
  expect(call.args[0]).toHaveLength(ARGUMENT_CHARACTERS + 1);
  const many = read({ ...HEAD, items: Array.from({ length: ITEM_LIMIT + 2 }, () => ({ type: 'leave', at: 1 })) });
  expect([many?.report.items.length, many?.refused]).toEqual([ITEM_LIMIT, 2]);
});

test('an error without class, count or a line that counts from 1 gets what is usual', () => {
  expect(items({ type: 'error', at: 1, source: 'vue', message: 'm', line: 0, traceId: 'x' })).toEqual([
    { type: 'error', at: 1, source: 'vue', name: 'Error', message: 'm', count: 1 },
  ]);
});
