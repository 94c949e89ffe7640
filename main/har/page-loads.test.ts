import { expect, it } from 'vitest';
import { putPage } from '../store/fixtures/records.ts';
import { PAGE_LOADS_LIMIT, readPageLoads } from './page-loads.ts';
import type { SessionReader } from '../model/protocol.ts';
import { MemorySession } from './test/memory-session.ts';

it('tells title and times of each load, and the address where there is no title', async () => {
  const { navigation: _times, title: _title, ...bare } = putPage('p1', { at: 5 }).record;
  const loads = await readPageLoads(new MemorySession([putPage('1', { at: 3 }), { kind: 'page', record: bare }]));
  expect([...loads]).toEqual([
    ['1', { at: 3, title: 'Shöp', domContentLoadedMs: 80, loadMs: 120.5 }],
    ['p1', { at: 5, title: bare.url }],
  ]);
});

it('gives an instant that is none, or a time below zero, no place in the HAR', async () => {
  const odd = { at: 1e300, navigation: { type: 'navigate', loadMs: -5 } };
  const loads = await readPageLoads(new MemorySession([putPage('1', odd)]));
  expect(loads.get('1')).toEqual({ at: 0, title: 'Shöp' });
});

it('stops at its bound', async () => {
  const { record } = putPage('1');
  const endless = {
    pageRows: async ({ afterId = '0', limit }: { afterId?: string; limit: number }) => ({
      rows: Array.from({ length: limit }, (_, n) => ({ ...record, id: String(Number(afterId) + n + 1) })),
      total: Infinity,
    }),
  } as Pick<SessionReader, 'pageRows'> as SessionReader;
  expect((await readPageLoads(endless)).size).toBe(PAGE_LOADS_LIMIT);
});
