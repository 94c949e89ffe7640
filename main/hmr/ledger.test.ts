import { expect, it } from 'vitest';
import { Ledger } from './ledger.ts';

const FACTS = {
  at: 1,
  dialect: 'vite',
  type: 'update',
  files: [],
  modules: [],
  exchangeIds: [],
  socketExchangeId: '1',
} as const;

it('gives ids from the first, and each record once until it changes', () => {
  const ledger = new Ledger(5);
  const first = ledger.create(FACTS);
  ledger.create({ ...FACTS, type: 'error' });
  expect(ledger.take().map(({ id, type }) => [id, type])).toEqual([
    ['5', 'update'],
    ['6', 'error'],
  ]);
  expect(ledger.take()).toEqual([]);
  ledger.change(first, { durationMs: 3 });
  expect(ledger.take()).toEqual([{ id: '5', ...FACTS, durationMs: 3 }]);
});

it('gives copies that no later change reaches', () => {
  const ledger = new Ledger(1);
  const draft = ledger.create(FACTS);
  const [record] = ledger.take();
  ledger.change(draft, { exchangeIds: ['9'] });
  expect(record?.exchangeIds).toEqual([]);
});
