import { describe, expect, it } from 'vitest';
import { callId, MAX_EDGES, NODE_HEIGHT, NODE_WIDTH, planServices, toPath } from './service-layout.ts';
import { sampleCall } from './trace-row-sample.ts';

describe('the plan of services', () => {
  it('goes from callers to what they call', () => {
    const { boxes, lines, width, height } = planServices([
      sampleCall('browser', 'api', { count: 8, errors: 2 }),
      sampleCall('web', 'api'),
      sampleCall('api', 'postgresql', { kind: 'db' }),
    ]);
    const x = (name: string) => boxes.find((box) => box.name === name)?.x ?? NaN;
    expect(x('browser')).toBeLessThan(x('api'));
    expect(x('api')).toBeLessThan(x('postgresql'));
    expect(boxes.find(({ name }) => name === 'api')).toMatchObject({ count: 18, errors: 2 });
    expect(boxes.find(({ name }) => name === 'postgresql')).toMatchObject({ kind: 'db' });
    for (const box of boxes) {
      expect(box.x - NODE_WIDTH / 2).toBeGreaterThanOrEqual(0);
      expect(box.x + NODE_WIDTH / 2).toBeLessThanOrEqual(width);
      expect(box.y + NODE_HEIGHT / 2).toBeLessThanOrEqual(height);
    }
    for (const line of lines) expect(line.points.length).toBeGreaterThan(1);
  });

  it('takes none, rings, calls of oneself and two kinds of call between the same two', () => {
    expect(planServices([])).toMatchObject({ boxes: [], lines: [], width: 0, height: 0 });
    const calls = [
      sampleCall('a', 'b'),
      sampleCall('b', 'a'),
      sampleCall('a', 'a'),
      sampleCall('a', 'b', { kind: 'rpc' }),
    ];
    const { boxes, lines } = planServices(calls);
    expect(boxes.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(lines.map(({ id }) => id).sort()).toEqual(calls.map(callId).sort());
    for (const { x, y } of lines) expect(Number.isFinite(x + y)).toBe(true);
  });

  it('keeps boxes of 30 services apart', () => {
    const calls = Array.from({ length: 29 }, (_, i) => sampleCall(`s${i >> 1}`, `s${i + 1}`));
    const { boxes } = planServices(calls);
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
  });

  it('draws the most frequent calls and counts the rest', () => {
    const calls = Array.from({ length: MAX_EDGES + 5 }, (_, i) => sampleCall(`s${i}`, 'db', { count: i }));
    const plan = planServices(calls);
    expect([plan.lines.length, plan.left]).toEqual([MAX_EDGES, 5]);
    expect(plan.lines.some(({ call }) => call.count === 0)).toBe(false);
  });
});

describe('toPath', () => {
  it('begins and ends at the first and last point', () => {
    expect(toPath([])).toBe('');
    expect(
      toPath([
        { x: 0.4, y: 0 },
        { x: 10, y: 10 },
      ]),
    ).toBe('M 0 0 L 10 10');
    expect(
      toPath([
        { x: 0, y: 0 },
        { x: 10, y: 0 },
        { x: 20, y: 10 },
      ]),
    ).toBe('M 0 0 Q 10 0 15 5 L 20 10');
  });
});
