import { expect, it } from 'vitest';
import { Ledger } from './ledger.ts';
import { Pages } from './page.ts';
import { toRequest } from './test/rig.ts';
import { MAX_FETCHES, Update } from './update.ts';

function start(pieces: readonly string[]): Update {
  const facts = { at: 100, files: [], modules: [], exchangeIds: [], socketExchangeId: '1' };
  const draft = new Ledger(1).create({ ...facts, dialect: 'vite', type: 'update' });
  const page = new Pages().find('http://a');
  return new Update(draft, page, { pieces, match: () => 'a', reloadReason: () => undefined });
}

it('is complete when each piece has come and nothing is under way', () => {
  const update = start(['a', 'b']);
  expect(update.fetched).toEqual({ requests: 0, failed: 0, complete: false });
  update.open(toRequest(110, '1', '/a'), 'a');
  update.end('1', 120, false);
  update.open(toRequest(115, '2', '/b'), 'b');
  expect([update.pending, update.fetched.complete]).toEqual([true, false]);
  update.end('2', 130, false);
  expect([update.pending, update.fetched.complete]).toEqual([false, true]);
  expect([update.firstFetchAt, update.lastAt]).toEqual([110, 130]);
});

it('is complete at once when nothing has to be fetched', () => {
  expect(start([]).fetched.complete).toBe(true);
});

it('is not complete after a request that failed', () => {
  const update = start(['a']);
  update.open(toRequest(110, '1', '/a'), 'a');
  update.end('1', 120, true);
  expect(update.fetched).toEqual({ requests: 1, failed: 1, complete: false });
});

it('knows its own requests only, and so many of them', () => {
  const update = start([]);
  expect(update.end('9', 1, false)).toBe(false);
  for (let id = 0; id < MAX_FETCHES; id++) update.open(toRequest(110, String(id), '/a'), 'a');
  expect(update.open(toRequest(110, 'more', '/a'), 'a')).toBe(false);
  expect([update.isFetching('0'), update.isFetching('more')]).toEqual([true, false]);
});
