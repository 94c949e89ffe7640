import { describe, expect, it } from 'vitest';
import { sampleExchange } from './exchange-sample.ts';
import { exchangeKey } from './use-exchange.ts';

describe('when an exchange is asked for again', () => {
  it('is when its state or status changes, not when its numbers do', () => {
    const row = sampleExchange({ state: 'streaming' });
    const key = exchangeKey(row, 'live');
    expect(exchangeKey({ ...row, messagesIn: 9, timings: { ...row.timings, total: 999 } }, 'live')).toBe(key);
    expect(exchangeKey({ ...row, state: 'done' }, 'live')).not.toBe(key);
    expect(exchangeKey({ ...row, status: 500 }, 'live')).not.toBe(key);
  });

  it('is when the host is back', () => {
    expect(exchangeKey(undefined, 'lost')).not.toBe(exchangeKey(undefined, 'live'));
  });
});
