import { describe, expect, it } from 'vitest';
import { Fault } from '../../base/fault.ts';
import type { ProfileRecord } from '../../model/profile.ts';
import type { HttpPage, PageRequest } from '../http-page.ts';
import { createProfiler, profileUrl, PROFILE_TIMEOUT_MS } from './profiler.ts';

const DUMP = 'goroutine 1 [running]:\nmain.main()\n\t/a.go:1\n';
const page = (text: string, status = 200): HttpPage => ({
  status,
  contentType: '',
  bytes: new TextEncoder().encode(text),
});

function rig(answer: (request: PageRequest) => Promise<HttpPage>) {
  const records: ProfileRecord[] = [];
  const asked: PageRequest[] = [];
  const read = (request: PageRequest) => {
    asked.push(request);
    return answer(request);
  };
  const profiler = createProfiler(
    [{ url: 'http://127.0.0.1:6060' }, { url: 'http://127.0.0.1:6061/debug/pprof/', name: 'orders' }],
    {
      pages: { read, close: () => undefined },
      clock: () => 1_700_000_000_000.5,
      onProfile: ({ record }) => records.push(record) <= 2,
    },
  );
  return { profiler, records, asked };
}

describe('profiler', () => {
  it('fetches a dump, hands it on and tells its id', async () => {
    const { profiler, records, asked } = rig(() => Promise.resolve(page(DUMP)));
    const ids = [await profiler.take('127.0.0.1:6060', 'goroutine'), await profiler.take('orders', 'goroutine')];
    expect(asked.map(({ url }) => url.href)).toEqual([
      'http://127.0.0.1:6060/debug/pprof/goroutine?debug=2',
      'http://127.0.0.1:6061/debug/pprof/goroutine?debug=2',
    ]);
    expect(records.map(({ id }) => id)).toEqual(ids);
    expect(records).toMatchObject([{ id: '1700000000000500', total: 1 }, { id: '1700000000000501' }]);
    await expect(profiler.take('orders', 'goroutine')).rejects.toMatchObject({ code: 'profile-lost' });
  });

  it('waits as long as a CPU profile lasts, within bounds', async () => {
    const { profiler, asked } = rig(() => Promise.resolve(page(DUMP)));
    await expect(profiler.take('orders', 'cpu', 7.4)).rejects.toMatchObject({ code: 'profile-unreadable' });
    await expect(profiler.take('orders', 'cpu', 100_000)).rejects.toThrow();
    expect(asked.map(({ url, timeoutMs }) => [url.search, timeoutMs])).toEqual([
      ['?seconds=7', PROFILE_TIMEOUT_MS + 7_000],
      ['?seconds=120', PROFILE_TIMEOUT_MS + 120_000],
    ]);
  });

  it('takes one at a time from a target', async () => {
    const waiting: ((page: HttpPage) => void)[] = [];
    const { profiler } = rig(() => new Promise((resolve) => waiting.push(resolve)));
    const first = profiler.take('orders', 'goroutine');
    await expect(profiler.take('orders', 'heap')).rejects.toMatchObject({ code: 'profile-busy' });
    const other = profiler.take('127.0.0.1:6060', 'goroutine');
    for (const answer of waiting) answer(page(DUMP));
    await Promise.all([first, other]);
    const next = profiler.take('orders', 'mutex');
    waiting[2]?.(page('Not found.', 404));
    await expect(next).rejects.toMatchObject({ code: 'profile-status' });
  });

  it('says why there is none', async () => {
    const { profiler, records } = rig(() => Promise.resolve(page('Unknown profile\n', 404)));
    await expect(profiler.take('orders', 'mutex')).rejects.toThrow(
      'orders answered with 404 when it was asked for a mutex profile: Unknown profile',
    );
    await expect(profiler.take('nobody', 'heap')).rejects.toMatchObject({ code: 'profile-target' });
    profiler.add([{ url: 'http://127.0.0.1:6062', name: 'nobody' }]);
    await expect(profiler.take('nobody', 'heap')).rejects.toMatchObject({ code: 'profile-status' });
    const down = rig(() => Promise.reject(new Fault('page-unreachable', 'x refuses connections.')));
    await expect(down.profiler.take('orders', 'heap')).rejects.toMatchObject({ code: 'page-unreachable' });
    expect(records).toEqual([]);
  });

  it('ends what is under way when it is closed', async () => {
    const { profiler, asked } = rig(
      ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('ended')))),
    );
    const taking = profiler.take('orders', 'cpu');
    profiler.close();
    await expect(taking).rejects.toThrow('ended');
    expect(asked[0]?.signal?.aborted).toBe(true);
  });
});

it('has an address for each kind', () => {
  const base = new URL('http://h:1/app/debug/pprof?token=x');
  expect(profileUrl(base, 'heap', 1).href).toBe('http://h:1/app/debug/pprof/heap?token=x');
  expect(profileUrl(base, 'cpu', 3).href).toBe('http://h:1/app/debug/pprof/profile?token=x&seconds=3');
});
