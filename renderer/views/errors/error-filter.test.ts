import { describe, expect, it } from 'vitest';
import { samplePanic, sampleReport } from '../../store/error-sample.ts';
import { parseErrorFilter } from './error-filter.ts';

const passing = (text: string) =>
  [sampleReport(1), samplePanic(2), sampleReport(3, { source: 'console.error', handled: true, stack: [] })]
    .filter(parseErrorFilter(text).test)
    .map(({ id }) => id);

describe('parseErrorFilter', () => {
  it.each([
    ['', ['1', '2', '3']],
    ['orderid', ['1', '3']],
    ['checkoutform.vue', ['1']],
    ['source:backend', ['2']],
    ['source:vue,console', ['1', '3']],
    ['-source:vue', ['2', '3']],
    ['component:checkoutview', ['1', '3']],
    ['page:/checkout', ['1', '3']],
    ['page:1', ['1', '3']],
    ['file:runtime-core', ['1']],
    ['trace:7c1e90ab', ['1', '2', '3']],
    ['action:"pay"', ['1', '3']],
    ['is:handled', ['3']],
    ['is:unmapped', ['2', '3']],
    ['is:mapped nil', []],
  ])('%s lets %j through', (text, ids) => {
    expect(passing(text)).toEqual(ids);
  });

  it('tells words it can’t read, which demand nothing', () => {
    const { faults } = parseErrorFilter('source:angular is:odd component: orderId');
    expect(faults).toEqual(['source:angular', 'is:odd', 'component:']);
    expect(passing('source:angular')).toHaveLength(3);
  });
});
