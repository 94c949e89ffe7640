import { describe, expect, it } from 'vitest';
import { shownColumns } from './shown-columns.ts';

const roomy = { small: false, tight: false, middle: false, narrow: false };

describe('shownColumns', () => {
  it('shows all where there is room, and none that a reader hid', () => {
    expect(shownColumns(roomy, []).size).toBe(11);
    expect(shownColumns(roomy, ['traffic.kind', 'sockets.path']).has('kind')).toBe(false);
  });

  it('lets optional columns go first, never status, path and total', () => {
    expect(shownColumns({ ...roomy, middle: true }, []).has('protocol')).toBe(false);
    const tight = shownColumns({ ...roomy, middle: true, tight: true }, []);
    expect([tight.has('kind'), tight.has('route')]).toEqual([false, true]);
    const least = shownColumns({ small: true, tight: true, middle: true, narrow: true }, []);
    expect(least.has('kind')).toBe(false);
    expect(least.has('joined')).toBe(false);
    expect(least.has('route')).toBe(false);
    for (const id of ['time', 'status', 'path', 'total']) expect(least.has(id)).toBe(true);
  });
});
