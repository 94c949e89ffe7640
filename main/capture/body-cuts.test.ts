import { expect, test } from 'vitest';
import type { Exchange, ExchangeState } from '../model/exchange.ts';
import { BodyCuts, MAX_ENDED_CUTS } from './body-cuts.ts';

const piece = (text: string, side: 'request' | 'response' = 'response') => ({
  kind: 'body' as const,
  exchangeId: '1',
  side,
  bytes: Buffer.from(text),
});

function exchange(state: ExchangeState): Exchange {
  const body = { sizeBytes: 9, keptBytes: 9, truncated: false, complete: true };
  return { id: '1', state, requestBody: body, responseBody: body } as unknown as Exchange;
}

test('an exchange whose bodies all came through is not touched', () => {
  const cuts = new BodyCuts();
  const done = exchange('done');
  expect(cuts.hand(piece('abc'))).toBe(true);
  expect(cuts.mark(done)).toBe(done);
});

test('a cut body keeps its head only, and the exchange says how much that is', () => {
  const cuts = new BodyCuts();
  cuts.hand(piece('abc'));
  cuts.cut(piece('def'));
  expect(cuts.hand(piece('ghi'))).toBe(false);
  expect(cuts.refuses(piece('jkl'))).toBe(true);
  expect(cuts.refuses(piece('jkl', 'request'))).toBe(false);
  expect(cuts.mark(exchange('streaming'))).toMatchObject({
    requestBody: { keptBytes: 9, truncated: false },
    responseBody: { keptBytes: 3, truncated: true, sizeBytes: 9 },
  });
});

test('an exchange that is put again after its end still says what was cut, though no more is refused', () => {
  const cuts = new BodyCuts();
  cuts.cut(piece('abc'));
  expect(cuts.mark(exchange('failed')).responseBody.truncated).toBe(true);
  expect(cuts.refuses(piece('abc'))).toBe(false);
  expect(cuts.mark(exchange('failed')).responseBody.truncated).toBe(true);
});

test('only so many ended exchanges are remembered', () => {
  const cuts = new BodyCuts();
  for (let id = 0; id <= MAX_ENDED_CUTS; id++) {
    cuts.cut({ ...piece('abc'), exchangeId: String(id) });
    cuts.mark({ ...exchange('done'), id: String(id) });
  }
  const isCut = (id: number) => cuts.mark({ ...exchange('done'), id: String(id) }).responseBody.truncated;
  expect([isCut(0), isCut(1)]).toEqual([false, true]);
});
