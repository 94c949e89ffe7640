import { describe, expect, it } from 'vitest';
import type { TraceNode } from '../../../main/model/trace-node.ts';
import { growTrace } from '../../../main/model/trace-tree.ts';
import { orderTrace, sampleExchange, sampleTrace, sampleTraceLog } from '../../../main/model/trace-sample.ts';
import { toTraceLines } from './trace-lines.ts';
import { MAX_BAR_MARKS, nodeDuration, nodeName, serviceColour, toBarMarks } from './trace-look.ts';

const nodes = (rows = orderTrace()): readonly TraceNode[] =>
  toTraceLines(growTrace(rows).roots, { folded: new Set(), logs: true }).map(({ node }) => node);

describe('a row of a trace', () => {
  it('is called by who and what', () => {
    expect(nodes().slice(0, 5).map(nodeName)).toEqual([
      { lead: '', text: '/checkout' },
      { lead: 'click', text: 'button "Place order"' },
      { lead: 'proxy', text: 'POST /api/orders' },
      { lead: 'api', text: 'POST /api/orders' },
      { lead: 'api', text: 'middleware.Auth' },
    ]);
  });

  it('has a duration where it is more than an instant', () => {
    expect(nodes().slice(1, 4).map(nodeDuration)).toEqual([undefined, 412, 402]);
  });
});

describe('serviceColour', () => {
  it('keeps the proxy’s own, tells the first services apart, and has one for all others', () => {
    const services = ['proxy', 'api', 'db', 'cache', 'payments', 'mail', 'more'];
    const colours = services.map((service) => serviceColour(services, service));
    expect(new Set(colours.slice(0, 6)).size).toBe(6);
    expect(colours[6]).toBe(colours[1]);
    expect(serviceColour(services, 'browser')).toBe('var(--lane-asset)');
  });
});

describe('marks on a bar', () => {
  it('are the lines and errors right below it, at their time', () => {
    const handler = nodes().find((node) => nodeName(node).text === 'OrderHandler.Create');
    expect(handler && toBarMarks(handler).map(({ shape }) => shape)).toEqual(['triangle', 'square']);
  });

  it('are bounded, and trouble stays', () => {
    const logs = Array.from({ length: 500 }, (_, i) =>
      sampleTraceLog(i, i / 2, { exchangeId: '1', level: i === 499 ? 'error' : 'info' }),
    );
    const [exchange] = nodes(sampleTrace({ exchanges: [sampleExchange()], logs }));
    const marks = exchange ? toBarMarks(exchange) : [];
    expect(marks).toHaveLength(MAX_BAR_MARKS);
    expect(marks.at(-1)?.shape).toBe('square');
  });
});
