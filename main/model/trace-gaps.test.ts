import { describe, expect, it } from 'vitest';
import { uncovered } from './trace-gaps.ts';
import type { TraceNode } from './trace-node.ts';
import { growTrace } from './trace-tree.ts';
import { sampleExchange, sampleSpan, sampleTrace, sampleTraceLog, spanId, TRACE_START } from './trace-sample.ts';

const gapsOf = ({ gaps }: TraceNode) => gaps.map(({ kind, from, to }) => [kind, from - TRACE_START, to - TRACE_START]);
const root = (more = {}) => growTrace(sampleTrace({ exchanges: [sampleExchange()], ...more })).roots[0] as TraceNode;

describe('gaps', () => {
  it('of a request are its wait before and after the server’s span', () => {
    const exchange = root({ spans: [sampleSpan(1, 10, 398, { kind: 'server' })] });
    expect(gapsOf(exchange)).toEqual([
      ['between', 4, 10],
      ['between', 398, 404],
    ]);
  });

  it('between two calls of a request are its own', () => {
    const spans = [sampleSpan(1, 4, 100, { kind: 'server' }), sampleSpan(2, 200, 404, { kind: 'server' })];
    expect(gapsOf(root({ spans }))).toEqual([['own', 100, 200]]);
  });

  it('of a span are what it did itself', () => {
    const spans = [
      sampleSpan(1, 4, 404, { kind: 'server' }),
      sampleSpan(2, 50, 100, { parentSpanId: spanId(1) }),
      sampleSpan(3, 80, 404, { parentSpanId: spanId(1) }),
    ];
    const server = root({ spans }).children[0] as TraceNode;
    expect(gapsOf(server)).toEqual([['own', 4, 50]]);
  });

  it('of a call to another service are the way there and back', () => {
    const spans = [
      sampleSpan(1, 4, 404, { kind: 'client' }),
      sampleSpan(2, 14, 390, { kind: 'server', service: 'payments', parentSpanId: spanId(1) }),
    ];
    expect(gapsOf(root({ spans }).children[0] as TraceNode)).toEqual([
      ['between', 4, 14],
      ['between', 390, 404],
    ]);
  });

  it('are none where nobody told of what is below', () => {
    expect(gapsOf(root())).toEqual([]);
    expect(gapsOf(root({ logs: [sampleTraceLog(1, 50, { exchangeId: '1' })] }))).toEqual([]);
  });
});

describe('uncovered', () => {
  const part = (from: number, to: number) => ({ from, to });
  it.each([
    [[], [part(0, 10)]],
    [[part(0, 10)], []],
    [[part(-5, 20)], []],
    [
      [part(2, 4), part(3, 6)],
      [part(0, 2), part(6, 10)],
    ],
    [
      [part(6, 7), part(1, 2)],
      [part(0, 1), part(2, 6), part(7, 10)],
    ],
    [[part(12, 14)], [part(0, 10)]],
    [[part(5, 5)], [part(0, 5), part(5, 10)]],
  ])('0 to 10 without %j', (over, left) => {
    expect(uncovered(part(0, 10), over)).toEqual(left);
  });
});
