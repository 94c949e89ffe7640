import { describe, expect, it } from 'vitest';
import { noneReason } from './body-view.tsx';
import { sampleExchange } from './exchange-sample.ts';

describe('why there is no body', () => {
  it.each([
    ['response', sampleExchange()],
    ['head', sampleExchange({ method: 'HEAD' })],
    ['status', sampleExchange({ status: 304 })],
    ['pending', sampleExchange({ state: 'pending' })],
    ['failed', sampleExchange({ state: 'failed' })],
  ])('is %s', (reason, exchange) => {
    expect(noneReason(exchange, 'response')).toBe(reason);
    expect(noneReason(exchange, 'request')).toBe('request');
  });
});
