import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../main/model/exchange.ts';
import { keyValues, NO_JOINS, parseTerm, QUERY_KEYS, type Joins } from './query-terms.ts';
import { pendingRow, sampleBody, sampleRow, sampleTimings } from './row-sample.ts';

function matches(key: string, value: string, row: ExchangeRow, joins: Joins = NO_JOINS): boolean {
  const read = parseTerm(key, value);
  if ('fault' in read) throw new Error(read.fault.reason);
  return read.term(row, joins);
}

const row = sampleRow(7, {
  method: 'POST',
  status: 404,
  responseBody: sampleBody(1_500_000, { contentType: 'application/json', truncated: true }),
  timings: sampleTimings({ total: 450 }),
});

describe('parseTerm', () => {
  it.each([
    ['status', '404', true],
    ['status', '4xx', true],
    ['status', '>=400', true],
    ['status', '<400', false],
    ['status', '400-499', true],
    ['status', '200,404', true],
    ['status', '5xx', false],
    ['size', '>1mb', true],
    ['size', '>1.6mb', false],
    ['size', '<=1500kb', true],
    ['took', '>300', true],
    ['took', '>1s', false],
    ['took', '<0.5s', true],
    ['kind', 'fetch', true],
    ['kind', 'image,fetch', true],
    ['kind', 'script', false],
    ['method', 'post', true],
    ['method', 'GET', false],
    ['route', 'api', true],
    ['host', '8080', true],
    ['host', '8888', true],
    ['path', '/ITEMS/7', true],
    ['path', 'page=1', true],
    ['mime', 'json', true],
    ['mime', 'html', false],
    ['proto', 'http/1.1', true],
    ['is', 'done', true],
    ['is', 'cut', true],
    ['is', 'open,cut', true],
    ['is', 'pending', false],
    ['has', 'error', true],
    ['has', 'body', true],
    ['has', 'payload', false],
    ['has', 'query', true],
    ['', 'items/7', true],
    ['', 'ITEMS', true],
    ['', 'absent', false],
  ])('%s:%s → %s', (key, value, expected) => expect(matches(key, value, row)).toBe(expected));

  it('asks nothing of a status that has not come', () => {
    expect(matches('status', '<400', pendingRow(1))).toBe(false);
    expect(matches('is', 'pending', pendingRow(1))).toBe(true);
    expect(matches('is', 'running', pendingRow(1))).toBe(true);
  });

  it.each([
    ['size', 'big', 'not-a-size'],
    ['size', '>1parsec', 'not-a-size'],
    ['took', 'long', 'not-a-duration'],
    ['kind', 'letter', 'unknown-value'],
    ['is', 'lost', 'unknown-value'],
    ['has', '', 'needs-value'],
    ['nope', 'x', 'unknown-key'],
  ])('%s:%s is refused: %s', (key, value, reason) => {
    const read = parseTerm(key, value);
    expect('fault' in read && read.fault.reason).toBe(reason);
  });

  it('offers values that it takes itself', () => {
    for (const key of QUERY_KEYS)
      for (const value of keyValues(key)) expect('term' in parseTerm(key, value), `${key}:${value}`).toBe(true);
  });
});

describe('requests of hot updates', () => {
  const hot = sampleRow(3, { hmrUpdateId: '12' });

  it('are found by the update, or all of them', () => {
    expect(matches('hmr', '12', hot)).toBe(true);
    expect(matches('hmr', '1', hot)).toBe(false);
    expect(matches('hmr', '7,12', hot)).toBe(true);
    expect(matches('has', 'hmr', hot)).toBe(true);
    expect(matches('has', 'hmr', sampleRow(3))).toBe(false);
  });
});

describe('words about other records', () => {
  const traced = sampleRow(8, {
    pageId: '1',
    trace: { traceId: `7c1e90ab${'0'.repeat(24)}`, source: 'traceparent' },
    initiator: { type: 'fetch', actionId: '3', action: 'click on button "Pay"' },
  });
  const joins: Joins = { version: '1', hasError: ({ id }) => id === '8', pageUrl: () => 'http://h/shop/cart?x=1' };

  it('find requests by trace, page and action', () => {
    expect(matches('trace', '7c1e90ab', traced)).toBe(true);
    expect(matches('trace', '7c1e90ac', traced)).toBe(false);
    expect(matches('page', '1', traced)).toBe(true);
    expect(matches('page', '/cart', traced, joins)).toBe(true);
    expect(matches('page', '/cart', traced)).toBe(false);
    expect(matches('action', 'pay', traced)).toBe(true);
    expect(matches('has', 'trace,action', traced)).toBe(true);
  });

  it('find requests whose errors a page told of, however well they ended', () => {
    expect(matches('has', 'error', traced, joins)).toBe(true);
    expect(matches('has', 'error', traced)).toBe(false);
  });
});
