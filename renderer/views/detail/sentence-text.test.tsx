import { describe, expect, it } from 'vitest';
import { PHASES } from '../../../main/model/exchange.ts';
import english from '../../i18n/en/detail.json' with { type: 'json' };
import chinese from '../../i18n/zh-CN/detail.json' with { type: 'json' };
import { sampleExchange } from './exchange-sample.ts';
import { toHappening } from './happening.ts';
import { toSlots } from './sentence-text.tsx';

const error = { code: 'E', message: 'm' };
const EXCHANGES = [
  sampleExchange(),
  sampleExchange({ status: 500 }),
  sampleExchange({ state: 'pending' }),
  sampleExchange({ state: 'streaming' }),
  sampleExchange({ state: 'streaming', kind: 'eventsource' }),
  sampleExchange({ state: 'open', kind: 'websocket' }),
  sampleExchange({ status: 101, kind: 'websocket' }),
  sampleExchange({ kind: 'eventsource', messagesIn: 4 }),
  sampleExchange({
    requestBody: { sizeBytes: 9, keptBytes: 1, truncated: true, complete: false },
    responseBody: { sizeBytes: 9, keptBytes: 1, truncated: true, complete: false },
  }),
  ...(['client', 'proxy', 'upstream'] as const).flatMap((by) =>
    (['connect', 'wait', 'receive'] as const).map((phase) =>
      sampleExchange({ state: 'failed', error: { ...error, by, phase } }),
    ),
  ),
  ...PHASES.map((phase) => {
    const timings = { blocked: 0, dns: 0, connect: 0, tls: 0, send: 0, wait: 0, receive: 0, total: 100, [phase]: 100 };
    return sampleExchange({ timings });
  }),
];

describe('sentences', () => {
  it('puts units to durations and sizes', () => {
    expect(toSlots({ totalMs: 412, keptBytes: 1100, percent: 96, upstream: 'a:1' })).toEqual({
      totalMs: '412 ms',
      keptBytes: '1.1 kB',
      percent: 96,
      upstream: 'a:1',
    });
  });

  it.each([
    ['English', english as Record<string, string>],
    ['Chinese', chinese as Record<string, string>],
  ])('has words in %s for all that can happen, with the slots that are filled', (_, words) => {
    for (const sentence of EXCHANGES.flatMap(toHappening)) {
      const text = words[`happening.${sentence.key}`] ?? '';
      expect(text, sentence.key).not.toBe('');
      const slots = [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]);
      expect(Object.keys(sentence.values)).toEqual(expect.arrayContaining(slots));
    }
  });
});
