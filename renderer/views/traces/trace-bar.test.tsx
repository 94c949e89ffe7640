// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import type { TraceNode } from '../../../main/model/trace-node.ts';
import { growTrace } from '../../../main/model/trace-tree.ts';
import { orderTrace, sampleExchange, sampleTrace, TRACE_START } from '../../../main/model/trace-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { TraceBar } from './trace-bar.tsx';
import { toTraceLines } from './trace-lines.ts';

afterEach(cleanup);

const AXIS = { from: TRACE_START, to: TRACE_START + 1_000 };

async function bar(id: RegExp | string, rows = orderTrace()) {
  const lines = toTraceLines(growTrace(rows).roots, { folded: new Set(), logs: true });
  const node = lines.find((line) => (typeof id === 'string' ? line.id === id : id.test(line.id)))?.node as TraceNode;
  const { container } = await renderWith(<TraceBar node={node} axis={AXIS} colour="red" />);
  return (selector: string) =>
    [...container.querySelectorAll<HTMLElement>(selector)].map(({ style }) => [
      percent(style.left),
      percent(style.width),
    ]);
}

/** Without the noise of binary fractions. */
function percent(text: string): string {
  return `${Math.round(Number.parseFloat(text) * 100) / 100}%`;
}

describe('a bar', () => {
  it('of a request has its phases end to end, and the way to the server hatched', async () => {
    const find = await bar('exchange 1');
    expect(find('.ph.wait')).toEqual([['0.4%', '40%']]);
    expect(find('.tgap').map(([left]) => left)).toEqual(['0.4%']);
  });

  it('of a span is full where it works itself, and has its lines as marks', async () => {
    const find = await bar('span 0000000000000003');
    expect(find('.tbar.pale')).toEqual([['2%', '38%']]);
    expect(find('.tbar.own')).toHaveLength(3);
    expect(find('.tmark').map(([left]) => left)).toEqual(['38.6%', '39.8%']);
  });

  it('of an instant is its mark', async () => {
    const find = await bar('log 3');
    expect([find('.tmark').length, find('.tbar').length]).toEqual([1, 0]);
  });

  it('of a request that goes on is open at its end', async () => {
    const find = await bar('exchange 1', sampleTrace({ exchanges: [sampleExchange({ state: 'pending' })] }));
    expect([find('.ph.pend').length, find('.ph.wait').length]).toEqual([1, 0]);
  });
});
