// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ACTION_MS, createTracing, toHex } from './trace.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('gives requests the trace of the action before them, each a span of its own', () => {
  const tracing = createTracing();
  const { traceId, spanId } = tracing.begin();
  expect(tracing.current()).toEqual({ traceId, spanId });
  const requests = [tracing.traceparent(), tracing.traceparent()];
  for (const request of requests) expect(request).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  expect(new Set([...requests.map((request) => request.slice(36, 52)), spanId]).size).toBe(3);
});

it('gives them a trace of their own before any action and long after one', () => {
  const tracing = createTracing();
  expect(tracing.current()).toBeUndefined();
  expect(tracing.traceparent()).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  const { traceId } = tracing.begin();
  vi.advanceTimersByTime(ACTION_MS - 1);
  expect(tracing.current()?.traceId).toBe(traceId);
  vi.advanceTimersByTime(1);
  expect(tracing.current()).toBeUndefined();
  expect(tracing.traceparent()).not.toContain(traceId);
});

it('writes bytes as two digits each', () => {
  expect(toHex(64)).toMatch(/^[0-9a-f]{128}$/);
});
