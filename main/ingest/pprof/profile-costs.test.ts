import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readProfileCosts } from './profile-costs.ts';

const fixture = (name: string) => gunzipSync(readFileSync(new URL(`./fixtures/${name}.pb.gz`, import.meta.url)));

describe('readProfileCosts', () => {
  it('adds up where a Go program spent its time', () => {
    const { unit, total, durationMs, costs } = readProfileCosts(fixture('cpu'), 'cpu', 200);
    expect(unit).toBe('nanoseconds');
    expect(durationMs).toBeGreaterThan(2_000);
    const cost = (name: string) => costs.find(({ frame }) => frame.functionName === name);
    expect(costs.reduce((sum, { flat }) => sum + flat, 0)).toBeLessThanOrEqual(total);
    expect(cost('main.answerJSON')?.frame).toMatchObject({ line: expect.any(Number) as number });
    expect(cost('main.answerJSON')?.flat).toBe(0);
    // It calls itself, in the chain of handlers, and counts once all the same.
    const next = cost('github.com/gin-gonic/gin.(*Context).Next');
    expect(next?.cumulative).toBeLessThanOrEqual(total);
    expect(next?.cumulative).toBeGreaterThanOrEqual(cost('main.answerJSON')?.cumulative ?? Infinity);
    expect(costs.map(({ cumulative }) => cumulative)).toEqual(
      costs.map(({ cumulative }) => cumulative).sort((left, right) => right - left),
    );
  });

  it('measures a heap by what is in use, and allocations by all that was', () => {
    const inUse = readProfileCosts(fixture('heap'), 'heap', 200);
    const all = readProfileCosts(fixture('heap'), 'allocs', 200);
    expect([inUse.unit, all.unit]).toEqual(['bytes', 'bytes']);
    expect(all.total).toBeGreaterThan(inUse.total);
    expect(inUse).not.toHaveProperty('durationMs');
  });

  it('tells the costliest only, whether alone or with what they call', () => {
    const few = readProfileCosts(fixture('cpu'), 'cpu', 10).costs;
    const all = readProfileCosts(fixture('cpu'), 'cpu', 10_000).costs;
    expect(few).toHaveLength(10);
    expect(few[0]).toEqual(all[0]);
    expect(few).toContainEqual([...all].sort((left, right) => right.flat - left.flat)[0]);
  });

  it('refuses what is no profile', () => {
    expect(() => readProfileCosts(new TextEncoder().encode('<html>'), 'cpu', 10)).toThrow();
    expect(() => readProfileCosts(new Uint8Array(), 'cpu', 10)).toThrow('no samples');
  });
});
