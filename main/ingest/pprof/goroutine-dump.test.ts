import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GROUP_IDS, parseGoroutineDump } from './goroutine-dump.ts';

const worker = (id: number, state: string) =>
  `goroutine ${id} [${state}]:\nmain.(*Pool).work(0xc0001, {0x1, 0x2})\n\t/src/shop/pool.go:41 +0x9c\ncreated by main.newPool in goroutine 1\n\t/src/shop/pool.go:20 +0x4d\n\n`;

describe('parseGoroutineDump', () => {
  it('reads the dump of a Go program', () => {
    const { groups, total } = parseGoroutineDump(
      readFileSync(new URL('./fixtures/goroutines.txt', import.meta.url), 'utf8'),
    );
    expect(total).toBe(6);
    const running = groups.find(({ state }) => state === 'running');
    expect(running?.frames[5]).toEqual({ functionName: 'main.servePprof', file: '/src/shop/server.go', line: 44 });
    expect(running?.frames[2]?.functionName).toBe('runtime/pprof.(*Profile).WriteTo');
    expect(running?.createdBy).toMatchObject({ functionName: 'net/http.(*Server).Serve', line: 3102 });
    const main = groups.find(({ ids }) => ids.includes(1));
    expect(main).toMatchObject({ count: 1, state: 'select', frames: [{ functionName: 'main.waitForEnd' }, {}] });
    expect(main).not.toHaveProperty('createdBy');
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(groups.every(({ frames }) => frames.every(({ file }) => file !== undefined))).toBe(true);
  });

  it('puts together what stands at the same place in the same state', () => {
    const text = [worker(9, 'chan receive'), worker(5, 'chan receive, 12 minutes'), worker(7, 'select')].join('');
    expect(parseGoroutineDump(text).groups).toEqual([
      {
        count: 2,
        state: 'chan receive',
        waitMs: 720_000,
        ids: [5, 9],
        frames: [{ functionName: 'main.(*Pool).work', file: '/src/shop/pool.go', line: 41 }],
        createdBy: { functionName: 'main.newPool', file: '/src/shop/pool.go', line: 20 },
      },
      expect.objectContaining({ count: 1, state: 'select' }),
    ]);
  });

  it('tells the lowest ids of many, and reads a great dump', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => worker(10_000 - index, 'IO wait, 1 minutes')).join('');
    const { groups, total } = parseGoroutineDump(text);
    expect(total).toBe(10_000);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.ids).toEqual(Array.from({ length: GROUP_IDS }, (_, index) => index + 1));
  });

  it('understands other ways of writing', () => {
    const { groups } = parseGoroutineDump(
      [
        'goroutine 1 gp=0xc000002380 m=0 mp=0x1 [chan send (nil chan), locked to thread]:',
        'main.main.func1({0x1, (0x2)})',
        '\tC:/src/main.go:7 +0x1 fp=0xc00 sp=0xc01 pc=0x1',
        '...12 frames elided...',
        'goroutine 2 [running]:',
        '\tgoroutine running on other thread; stack unavailable',
        'created by x.Go',
      ].join('\r\n'),
    );
    expect(groups).toMatchObject([
      { state: 'chan send (nil chan)', frames: [{ functionName: 'main.main.func1', file: 'C:/src/main.go', line: 7 }] },
      { state: 'running', frames: [], createdBy: { functionName: 'x.Go' } },
    ]);
  });

  it('finds nothing in other texts', () => {
    expect(parseGoroutineDump('<html>\nUnknown profile\n')).toEqual({ groups: [], total: 0 });
  });
});
