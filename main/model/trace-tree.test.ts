import { describe, expect, it } from 'vitest';
import type { TraceRows } from './protocol.ts';
import type { TraceNode, TraceTree } from './trace-node.ts';
import { growTrace } from './trace-tree.ts';
import {
  ACTION_SPAN,
  EXCHANGE_SPAN,
  orderTrace,
  rootSpan,
  sampleAction,
  sampleExchange,
  sampleSpan,
  sampleTrace,
  sampleTraceError,
  sampleTraceLog,
  spanId,
  TRACE_ID,
  TRACE_START,
} from './trace-sample.ts';

function nodeName({ subject }: TraceNode): string {
  switch (subject.kind) {
    case 'page':
      return `page ${subject.pageId}`;
    case 'missing':
      return `missing ${Number.parseInt(subject.spanId, 16)}`;
    case 'span':
      return `span ${Number.parseInt(subject.record.spanId, 16)}`;
    default:
      return `${subject.kind} ${subject.record.id}`;
  }
}

/** One line a row, indented by its level. */
function outline(tree: TraceTree, kinds = /./): readonly string[] {
  const lines: string[] = [];
  const waiting = [...tree.roots].reverse().map((node) => ({ node, level: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, level } = next;
    if (kinds.test(node.subject.kind)) lines.push(`${' '.repeat(level)}${nodeName(node)}`);
    waiting.push(...[...node.children].reverse().map((child) => ({ node: child, level: level + 1 })));
  }
  return lines;
}

function find(tree: TraceTree, name: string): TraceNode {
  const waiting = [...tree.roots];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (nodeName(node) === name) return node;
    waiting.push(...node.children);
  }
  throw new Error(`no ${name}`);
}

const grow = (rows: Partial<TraceRows>) => growTrace(sampleTrace(rows));
const server = (n: number, parent: string, more = {}) =>
  sampleSpan(n, 10, 300, { kind: 'server', parentSpanId: parent, ...more });

describe('the tree of an action', () => {
  it('goes from page to action to request to spans to log lines, in order of time', () => {
    expect(outline(growTrace(orderTrace()))).toEqual([
      'page p1',
      ' action 1',
      '  exchange 1',
      '   span 1',
      '    span 2',
      '    log 1',
      '    span 3',
      '     span 4',
      '     span 5',
      '      span 6',
      '     log 2',
      '     log 3',
      '   error 1',
    ]);
  });

  it('counts, names its services in order, and says where it failed', () => {
    const tree = growTrace(orderTrace());
    expect(tree).toMatchObject({ exchanges: 1, spans: 6, logs: 3, failures: 4, missing: 0, lost: 0, skews: [] });
    expect(tree.services).toEqual(['proxy', 'api', 'postgresql', 'payments']);
    expect([tree.from - TRACE_START, tree.to - TRACE_START]).toEqual([-10, 416]);
    expect(find(tree, 'span 1')).toMatchObject({ failed: true, failedBelow: true });
    expect(find(tree, 'span 4')).toMatchObject({ failed: false, failedBelow: false });
    expect(find(tree, 'page p1')).toMatchObject({ failed: false, failedBelow: true, from: tree.from, to: tree.to });
  });

  it('is the same for the same rows in any order', () => {
    const rows = orderTrace();
    const turned = { ...rows, spans: [...rows.spans].reverse(), logs: [...rows.logs].reverse() };
    expect(outline(growTrace(turned))).toEqual(outline(growTrace(rows)));
  });

  it('is empty for a trace of which nothing is known', () => {
    expect(grow({})).toMatchObject({ roots: [], from: 0, to: 0, services: [] });
  });
});

describe('what hangs under what', () => {
  const trace = (more = {}) => ({ traceId: TRACE_ID, source: 'traceparent' as const, ...more });
  const cases: readonly [string, Partial<TraceRows>, readonly string[]][] = [
    [
      'the span that its upstream was told',
      { exchanges: [sampleExchange()], spans: [server(1, EXCHANGE_SPAN)] },
      ['exchange 1', ' span 1'],
    ],
    [
      'the request that passed the page’s own id on',
      {
        actions: [sampleAction()],
        exchanges: [sampleExchange({ trace: trace({ parentSpanId: ACTION_SPAN }) })],
        spans: [server(1, ACTION_SPAN)],
      },
      ['page p1', ' action 1', '  exchange 1', '   span 1'],
    ],
    [
      'the one of two such requests that it was joined to',
      {
        exchanges: ['1', '2'].map((id) => sampleExchange({ id, trace: trace({ spanId: EXCHANGE_SPAN }) })),
        spans: [server(1, EXCHANGE_SPAN, { exchangeId: '2' })],
      },
      ['exchange 1', 'exchange 2', ' span 1'],
    ],
    [
      'the request whose id it shares (B3)',
      { exchanges: [sampleExchange()], spans: [server(0, 'f00d', { spanId: EXCHANGE_SPAN }), sampleSpan(2, 20, 30)] },
      ['exchange 1', ` span ${Number.parseInt(EXCHANGE_SPAN, 16)}`, '  span 2'],
    ],
    [
      'a browser’s span, the request, its server',
      {
        exchanges: [sampleExchange({ trace: trace({ spanId: EXCHANGE_SPAN, parentSpanId: spanId(9) }) })],
        spans: [rootSpan(9, -5, 420, { kind: 'client', service: 'web', exchangeId: '1' }), server(1, EXCHANGE_SPAN)],
      },
      ['span 9', ' exchange 1', '  span 1'],
    ],
    [
      'a request that a back end sent through the proxy',
      {
        exchanges: [
          sampleExchange(),
          sampleExchange({
            id: '2',
            startedAt: TRACE_START + 50,
            trace: trace({ spanId: 'b', parentSpanId: spanId(1) }),
          }),
        ],
        spans: [server(1, EXCHANGE_SPAN), sampleSpan(2, 60, 70, { parentSpanId: 'b' })],
      },
      ['exchange 1', ' span 1', '  exchange 2', '   span 2'],
    ],
    [
      'a request by the action that began it',
      {
        actions: [sampleAction(), sampleAction({ id: '2', spanId: 'c', at: TRACE_START - 5 })],
        exchanges: [sampleExchange({ initiator: { type: 'fetch', actionId: '2' } })],
      },
      ['page p1', ' action 1', ' action 2', '  exchange 1'],
    ],
    [
      'a request of a page without an action',
      { exchanges: [sampleExchange({ pageId: 'p7' })] },
      ['page p7', ' exchange 1'],
    ],
    [
      'a parent that nobody sent, under the request',
      {
        exchanges: [sampleExchange()],
        spans: [
          sampleSpan(1, 10, 20, { parentSpanId: spanId(255), exchangeId: '1' }),
          sampleSpan(2, 30, 40, { parentSpanId: spanId(255), exchangeId: '1' }),
        ],
      },
      ['exchange 1', ' missing 255', '  span 1', '  span 2'],
    ],
    [
      'a parent that nobody sent, at the root where no request is known',
      {
        spans: [
          sampleSpan(1, 10, 20, { parentSpanId: spanId(255) }),
          sampleSpan(2, 12, 14, { parentSpanId: spanId(1) }),
        ],
      },
      ['missing 255', ' span 1', '  span 2'],
    ],
    [
      'a parent that nobody sent, under the only request there is',
      { exchanges: [sampleExchange()], spans: [sampleSpan(1, 10, 20, { parentSpanId: spanId(255) })] },
      ['exchange 1', ' missing 255', '  span 1'],
    ],
    [
      'a missing parent below the very span that sent the request',
      {
        exchanges: [sampleExchange({ trace: trace({ spanId: EXCHANGE_SPAN, parentSpanId: spanId(1) }) })],
        spans: [sampleSpan(1, -5, 420, { parentSpanId: spanId(255), exchangeId: '1' })],
      },
      ['missing 255', ' span 1', '  exchange 1'],
    ],
    [
      'a span without a parent, under its request',
      { exchanges: [sampleExchange()], spans: [rootSpan(1, 5, 10, { exchangeId: '1' })] },
      ['exchange 1', ' span 1'],
    ],
    ['a span without anything', { spans: [rootSpan(1, 5, 10)] }, ['span 1']],
    ['a span that comes twice', { spans: [rootSpan(1, 5, 10), rootSpan(1, 5, 30)] }, ['span 1']],
    [
      'a span that is its own parent',
      { exchanges: [sampleExchange()], spans: [sampleSpan(1, 5, 10, { parentSpanId: spanId(1), exchangeId: '1' })] },
      ['exchange 1', ' span 1'],
    ],
    [
      'a ring of spans, cut at the earliest',
      {
        exchanges: [sampleExchange()],
        spans: [3, 1, 2].map((n) => sampleSpan(n, n, 50 - n, { parentSpanId: spanId((n % 3) + 1), exchangeId: '1' })),
      },
      ['exchange 1', ' span 1', '  span 3', '   span 2'],
    ],
    [
      'errors and lines by span, request, action and page',
      {
        actions: [sampleAction()],
        exchanges: [sampleExchange()],
        errors: [
          sampleTraceError(1, 1, { actionId: '1' }),
          sampleTraceError(2, 2, { exchangeId: '1', actionId: '1' }),
          sampleTraceError(3, 3, { pageId: 'p1' }),
          sampleTraceError(4, 4),
        ],
        logs: [
          sampleTraceLog(1, 5, { spanId: EXCHANGE_SPAN }),
          sampleTraceLog(2, 6, { exchangeId: '1' }),
          sampleTraceLog(3, 7),
        ],
      },
      [
        'page p1',
        ' action 1',
        '  exchange 1',
        '   error 2',
        '   log 1',
        '   log 2',
        '  error 1',
        ' error 3',
        'error 4',
        'log 3',
      ],
    ],
  ];

  it.each(cases)('%s', (_name, rows, lines) => {
    expect(outline(grow(rows))).toEqual(lines);
  });

  it('says that a ring was cut', () => {
    const spans = [1, 2].map((n) => sampleSpan(n, n, 50, { parentSpanId: spanId(3 - n) }));
    expect(find(grow({ spans }), 'span 1').notes).toContain('cycle');
  });

  it('takes the last word of a span that comes twice', () => {
    const tree = grow({ spans: [rootSpan(1, 5, 10), rootSpan(1, 5, 30)] });
    expect(tree.to - TRACE_START).toBe(30);
    expect(tree.spans).toBe(1);
  });
});

describe('odd spans', () => {
  it('that last longer than what called them stay as long as they are', () => {
    const tree = grow({ exchanges: [sampleExchange()], spans: [server(1, EXCHANGE_SPAN, { durationMs: 900 })] });
    expect(find(tree, 'span 1')).toMatchObject({ notes: ['longer'], shiftMs: 0 });
    expect(tree.to - TRACE_START).toBe(910);
  });

  it('that take no time, or less, take none', () => {
    const tree = grow({ spans: [rootSpan(1, 5, 5), rootSpan(2, 5, -20)] });
    expect(tree.roots.map(({ from, to }) => to - from)).toEqual([0, 0]);
  });

  it('of 5,000 in one line, or under one parent, are no strain', () => {
    const chain = Array.from({ length: 5_000 }, (_, i) => sampleSpan(i + 1, i / 100, 100, { parentSpanId: spanId(i) }));
    const fan = chain.map((span) => ({ ...span, parentSpanId: EXCHANGE_SPAN }));
    expect(outline(grow({ exchanges: [sampleExchange()], spans: chain }))).toHaveLength(5_002);
    expect(outline(grow({ exchanges: [sampleExchange()], spans: fan }))).toHaveLength(5_001);
  });
});

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe('whatever is sent', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'stands in the tree once and never below itself (%i)',
    (seed) => {
      const random = randomFrom(seed);
      const pick = (count: number) => Math.floor(random() * count);
      const count = 1 + pick(60);
      const spans = Array.from({ length: count }, (_, i) => {
        const from = random() * 400 - 50;
        const more = {
          service: `s${pick(4)}`,
          kind: (['server', 'client', 'internal', 'consumer'] as const)[pick(4)] ?? 'internal',
          parentSpanId: random() < 0.2 ? EXCHANGE_SPAN : spanId(1 + pick(count + 5)),
          ...(random() < 0.5 ? { exchangeId: String(1 + pick(3)) } : {}),
        };
        return sampleSpan(i + 1, from, from + random() * 300, more);
      });
      const exchanges = ['1', '2'].map((id) =>
        sampleExchange({
          id,
          trace: {
            traceId: TRACE_ID,
            spanId: id === '1' ? EXCHANGE_SPAN : 'b',
            parentSpanId: spanId(1 + pick(count)),
            source: 'traceparent',
          },
        }),
      );
      const tree = grow({ spans, exchanges });
      const lines = outline(tree, /span|exchange/).map((line) => line.trim());
      expect([...lines].sort()).toEqual([...spans.map((_, i) => `span ${i + 1}`), 'exchange 1', 'exchange 2'].sort());
      const again = grow({ spans: [...spans].reverse(), exchanges });
      expect(outline(again)).toEqual(outline(tree));
      for (const line of lines) {
        const node = find(tree, line);
        expect(node.to).toBeGreaterThanOrEqual(node.from);
        const starts = node.children.map(({ from }) => from);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }
    },
  );
});
