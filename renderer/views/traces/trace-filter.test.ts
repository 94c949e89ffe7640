import { describe, expect, it } from 'vitest';
import { parseTraceFilter } from './trace-filter.ts';
import { sampleTraceRow } from './trace-row-sample.ts';

const row = sampleTraceRow(0x7c, { name: 'button "Place order"', errors: 2, durationMs: 412, actionId: '3' });

describe('the filter of traces', () => {
  it.each([
    '',
    'place',
    '"place order',
    'POSTGRES',
    'has:error',
    'has:action has:span',
    'service:api',
    'service:api service:"postgres"',
    'trace:0000',
    'took:>400',
    'took:>=412ms',
    'took:<0.5s',
    'took:400',
    'took:<=412',
    '-service:payments',
  ])('lets the row through for %j', (text) => {
    const filter = parseTraceFilter(text);
    expect([filter.test(row), filter.faults]).toEqual([true, []]);
  });

  it.each(['nothing', '-has:error', 'service:payments', 'trace:7c', 'took:>412', 'took:>1s', 'took:<412', '-place'])(
    'holds the row back for %j',
    (text) => {
      expect(parseTraceFilter(text).test(row)).toBe(false);
    },
  );

  it.each(['has:wings', 'has:', 'took:long', 'took:>5min', 'service:'])('does not understand %j', (text) => {
    const filter = parseTraceFilter(`${text} place`);
    expect([filter.test(row), filter.faults]).toEqual([true, [text]]);
  });
});

it('leaves out requests that nothing joined, until something is asked for', () => {
  const alone = sampleTraceRow(1, { spans: 0, logs: 0 });
  const listed = (text: string): boolean => parseTraceFilter(text).test(alone);
  expect([listed(''), listed('-service:web')]).toEqual([false, false]);
  expect([listed('items'), listed('has:request'), listed('trace:0000')]).toEqual([true, true, true]);
  for (const joined of [
    { spans: 1 },
    { logs: 1 },
    { errors: 1 },
    { exchanges: 2 },
    { actionId: '1' },
    { name: 'POST /a' },
  ])
    expect(parseTraceFilter('').test({ ...alone, ...joined })).toBe(true);
});
