import { expect, it } from 'vitest';
import { callId } from './service-layout.ts';
import { serviceFilter } from './services-pane.tsx';
import { sampleCall } from './trace-row-sample.ts';

const calls = [
  sampleCall('browser', 'shop api'),
  sampleCall('shop api', 'postgresql', { kind: 'db' }),
  sampleCall('shop api', '/rates'),
];

it.each([
  [calls[0], 'service:"shop api"'],
  [calls[1], 'service:"shop api"'],
  [calls[2], 'service:"shop api"'],
])('finds the traces of a call by who sends spans', (call, filter) => {
  expect(serviceFilter(calls, call ? callId(call) : '', ['/rates'])).toBe(filter);
});

it('finds the traces of a service', () => {
  expect(serviceFilter(calls, 'shop api', [])).toBe('service:"shop api"');
  expect(serviceFilter(calls, 'browser', [])).toBe('');
});
