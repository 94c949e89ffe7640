import { describe, expect, it } from 'vitest';
import type { SpanRecord } from './span.ts';
import type { TraceNode } from './trace-node.ts';
import { growTrace } from './trace-tree.ts';
import { bestOffset, SKEW_TOLERANCE_MS } from './trace-skew.ts';
import {
  EXCHANGE_SPAN,
  sampleExchange,
  sampleSpan,
  sampleTrace,
  sampleTraceLog,
  spanId,
  TRACE_START,
} from './trace-sample.ts';

const grow = (spans: readonly SpanRecord[], more = {}) =>
  growTrace(sampleTrace({ exchanges: [sampleExchange()], spans, ...more }));
const server = (n: number, from: number, to: number, more: Partial<SpanRecord> = {}) =>
  sampleSpan(n, from, to, { kind: 'server', ...more });
const place = ({ from, to }: TraceNode) => [from - TRACE_START, to - TRACE_START];

function nodes(spans: readonly SpanRecord[], more = {}): ReadonlyMap<string, TraceNode> {
  const found = new Map<string, TraceNode>();
  const waiting = [...grow(spans, more).roots];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { subject } = node;
    if (subject.kind === 'span') found.set(subject.record.name, node);
    if (subject.kind === 'log') found.set(subject.record.message, node);
    waiting.push(...node.children);
  }
  return found;
}

describe('clocks', () => {
  it('that fit stay as they are, to the edge', () => {
    expect(grow([server(1, 0, 412)]).skews).toEqual([]);
    expect(grow([server(1, 300, 412)]).skews).toEqual([]);
    expect(grow([server(1, -SKEW_TOLERANCE_MS, 400)]).skews).toEqual([]);
  });

  it.each([
    ['ahead', 1_000, 1_200, -894],
    ['behind', -900, -700, 1_006],
    ['a little early', -12, 388, 18],
    ['a little late', 20, 420, -14],
  ])('%s: the span goes into the middle of its request', (_name, from, to, offsetMs) => {
    expect(grow([server(1, from, to)]).skews).toEqual([{ service: 'api', offsetMs }]);
  });

  it('take all spans and lines of the service along, and nothing else', () => {
    const shown = nodes(
      [
        server(1, 1_000, 1_200),
        sampleSpan(2, 1_010, 1_050, { parentSpanId: spanId(1) }),
        sampleSpan(3, 110, 120, { service: 'other' }),
      ],
      { logs: [sampleTraceLog(1, 1_020, { spanId: spanId(2) }), sampleTraceLog(2, 30, { exchangeId: '1' })] },
    );
    expect([...shown].map(([name, node]) => [name, ...place(node)]).sort()).toEqual([
      ['line 1', 126, 126],
      ['line 2', 30, 30],
      ['work 1', 106, 306],
      ['work 2', 116, 156],
      ['work 3', 110, 120],
    ]);
    expect(shown.get('work 2')?.shiftMs).toBe(-894);
  });

  it('are one for all services of a host', () => {
    const resource = { 'host.name': 'box' };
    const { skews } = grow([
      server(1, 1_000, 1_200, { resource }),
      server(2, 1_050, 1_100, { resource, service: 'payments', parentSpanId: spanId(1) }),
    ]);
    expect(skews).toEqual([
      { service: 'api', offsetMs: -894 },
      { service: 'payments', offsetMs: -894 },
    ]);
  });

  it('further on are set by those before them', () => {
    const shown = nodes([
      server(1, 1_000, 1_200),
      sampleSpan(2, 1_050, 1_150, { parentSpanId: spanId(1), kind: 'client' }),
      server(3, 160, 250, { parentSpanId: spanId(2), service: 'payments' }),
    ]);
    expect(place(shown.get('work 2') as TraceNode)).toEqual([156, 256]);
    expect(shown.get('work 3')).toMatchObject({ shiftMs: 0 });
  });

  it('that go another way follow what most calls allow', () => {
    const wrong = [1, 2, 3].map((n) => server(n, 1_000 + n, 1_100 + n));
    const [skew] = grow([...wrong, server(4, 50, 60)]).skews;
    expect(skew?.offsetMs).toBeLessThan(-690);
    expect(grow([server(1, 2_000, 2_100), server(2, 10, 50), server(3, 50, 60)]).skews).toEqual([]);
  });

  it('are not blamed for what goes on after its caller, or by itself', () => {
    expect(grow([server(1, 10, 2_000)]).skews).toEqual([]);
    expect(grow([sampleSpan(1, 900, 950, { kind: 'consumer' })]).skews).toEqual([]);
    const running = { exchanges: [sampleExchange({ state: 'streaming' })] };
    expect(grow([server(1, 900, 950)], running).skews).toEqual([]);
  });

  it('of a longer span are set where it began before its caller', () => {
    expect(grow([server(1, -300, 900)]).skews).toEqual([{ service: 'api', offsetMs: 506 }]);
  });

  it('see through a parent that nobody sent', () => {
    const span = server(1, 1_000, 1_200, { parentSpanId: spanId(99), exchangeId: '1' });
    expect(grow([span]).skews).toEqual([{ service: 'api', offsetMs: -894 }]);
  });

  it('without a request are set to the first span’s', () => {
    const { skews } = growTrace(
      sampleTrace({
        spans: [
          sampleSpan(1, 0, 100, { parentSpanId: spanId(50) }),
          server(2, 500, 550, { parentSpanId: spanId(1), service: 'payments' }),
        ],
      }),
    );
    expect(skews).toEqual([{ service: 'payments', offsetMs: -475 }]);
  });
});

describe('bestOffset', () => {
  it.each([
    [[], 0],
    [[{ least: -5, most: 5 }], 0],
    [[{ least: 10, most: 30 }], 20],
    [[{ least: 10, most: Infinity }], 10],
    [
      [
        { least: 10, most: 30 },
        { least: 25, most: 60 },
      ],
      27.5,
    ],
    [
      [
        { least: 10, most: 30 },
        { least: -5, most: 5 },
      ],
      0,
    ],
  ])('%j → %d', (fits, offset) => {
    expect(bestOffset(fits)).toBe(offset);
  });

  it('puts every call that can be within its caller there, whatever one clock is off by', () => {
    for (let off = -5_000; off <= 5_000; off += 137) {
      const spans = [10, 60, 200].map((from, i) =>
        server(i + 1, from + off, from + 100 + off, { parentSpanId: EXCHANGE_SPAN }),
      );
      for (const node of nodes(spans).values()) {
        expect(node.from).toBeGreaterThanOrEqual(TRACE_START - SKEW_TOLERANCE_MS);
        expect(node.to).toBeLessThanOrEqual(TRACE_START + 412 + SKEW_TOLERANCE_MS);
      }
    }
  });
});
