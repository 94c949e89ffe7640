import { expect, it } from 'vitest';
import { plantTrace } from './trace-parents.ts';
import { orderTrace, sampleSpan, sampleTrace, spanId } from './trace-sample.ts';

it('has one root for an action, and times as they were sent', () => {
  const [root, ...others] = plantTrace(orderTrace());
  expect(others).toEqual([]);
  expect(root?.subject).toMatchObject({ kind: 'page', url: 'http://127.0.0.1:8888/checkout' });
});

it('has one missing parent for all that name it', () => {
  const spans = [1, 2].map((n) => sampleSpan(n, n, n + 1, { parentSpanId: spanId(7) }));
  expect(plantTrace(sampleTrace({ spans })).map(({ subject, children }) => [subject.kind, children.length])).toEqual([
    ['missing', 2],
  ]);
});
