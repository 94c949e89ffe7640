import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { TapEvent } from '../model/tap-event.ts';
import { packBatch, transferables, unpackBatch, type PackedBatch } from './tap-batch.ts';

const EVENTS: TapEvent[] = [
  {
    type: 'request',
    exchange: 1,
    at: 1_790_000_000_000.125,
    method: 'GET',
    url: 'http://127.0.0.1:8888/ü?q=1',
    httpVersion: 'HTTP/1.1',
    headers: 'Host\n127.0.0.1:8888\nX-Empty\n',
    clientConnection: 3,
    requestIndex: 0,
    upgrade: true,
    trace: { traceId: '0af7651916cd43dd8448eb211c80319c', source: 'generated' },
  },
  {
    type: 'upstream',
    exchange: 1,
    at: 2,
    route: '/api',
    upstreamUrl: 'http://127.0.0.1:5173/',
    headers: '',
    connection: 7,
    reused: false,
    remoteAddress: '127.0.0.1',
    localPort: 40_000,
    connectStartedAt: 1.25,
    lookedUpAt: 1.5,
    connectedAt: 1.75,
    securedAt: 2,
  },
  {
    type: 'upstream',
    exchange: 2,
    at: 2,
    route: 'target',
    upstreamUrl: 'http://[::1]/',
    headers: 'a\nb',
    connection: 7,
    reused: true,
    idleMs: 0,
  },
  { type: 'chunk', exchange: 1, at: 3, side: 'request', sizeBytes: 3, bytes: new Uint8Array([1, 2, 3]) },
  { type: 'chunk', exchange: 1, at: 3, side: 'response', sizeBytes: 70_000 },
  { type: 'chunk', exchange: 1, at: 3, side: 'response', sizeBytes: 0, bytes: new Uint8Array(0) },
  { type: 'body-end', exchange: 1, at: 4, side: 'response', complete: false, trailers: 'X-T\n1' },
  { type: 'informational', exchange: 1, at: 5, status: 103, headers: 'Link\n</a>' },
  { type: 'response', exchange: 1, at: 6, status: 200, statusText: '', upstreamHeaders: 'A\n1', headers: 'B\n2' },
  { type: 'socket-chunk', exchange: 1, at: 7, direction: 'out', sizeBytes: 2, bytes: new Uint8Array([8, 9]) },
  { type: 'socket-chunk', exchange: 1, at: 7, direction: 'in', sizeBytes: 2 },
  { type: 'fail', exchange: 1, at: 8, code: 'ECONNRESET', phase: 'receive', message: 'It broke.', by: 'upstream' },
  { type: 'closed', exchange: 1, at: 9 },
  { type: 'closed', exchange: 2, at: 9, by: 'client' },
  { type: 'output', at: 10, name: 'web', stream: 'stderr', text: 'line\n' },
  { type: 'output', at: 10, name: 'web', stream: 'stdout', text: '', lost: 3 },
  { type: 'file-output', at: 10, path: '/var/log/a.log', text: 'one\ntw' },
  { type: 'file-output', at: 10, path: '/var/log/a.log', text: '', lost: 1 },
  {
    type: 'telemetry',
    at: 10,
    batch: {
      metrics: [{ at: 9, name: 'up', labels: { job: 'api' }, value: 1, target: 'api', type: 'gauge' }],
      logs: [{ at: 9, service: 'api', severity: 9, body: 'hi', attributes: {}, resource: {} }],
    },
  },
  {
    type: 'rule',
    exchange: 1,
    at: 10,
    effect: { ruleId: '1', side: 'request', action: 'set', name: 'X-A', before: [], after: ['1'] },
  },
  { type: 'changed', exchange: 1, at: 11, code: 'agent-injected', message: 'The page got the agent.' },
  {
    type: 'posted',
    at: 12,
    to: 'log',
    bytes: new Uint8Array([123, 125]),
    clientAddress: '127.0.0.1',
    userAgent: 'curl/8',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  },
  {
    ...{ type: 'request', exchange: 3, at: 14, method: 'GET', url: 'http://h/', httpVersion: 'HTTP/1.1', headers: '' },
    ...{ clientConnection: 1, requestIndex: 1, upgrade: false },
    trace: {
      ...{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', parentSpanId: 'c'.repeat(16) },
      ...{ requestId: 'order 42', source: 'b3', field: 'uber-trace-id', sampled: false, traceState: 'a=1,b=2' },
    },
  },
  {
    ...{ type: 'request', exchange: 4, at: 15, method: 'GET', url: 'http://h/', httpVersion: 'HTTP/1.1', headers: '' },
    ...{ clientConnection: 1, requestIndex: 2, upgrade: false },
    trace: { traceId: '0af7651916cd43dd8448eb211c80319c', source: 'generated' },
  },
  { type: 'chunk', exchange: 2, at: 13, side: 'request', sizeBytes: 1, bytes: new Uint8Array([7]) },
];

test('every kind of event comes out of another thread as it went in', () => {
  const { port1, port2 } = new MessageChannel();
  const packed = packBatch(EVENTS);
  port1.postMessage(packed, transferables(packed));
  const received = receiveMessageOnPort(port2) as { message: PackedBatch };
  port1.close();
  expect(unpackBatch(received.message)).toEqual(EVENTS);
  expect(packed.bytes.byteLength).toBe(0);
});

test('bytes are copied, so what the proxy still sends on is left alone, and only they travel', () => {
  const pooled = Buffer.from('head of a pool');
  const packed = packBatch([
    { type: 'chunk', exchange: 1, at: 1, side: 'request', sizeBytes: pooled.length, bytes: pooled },
  ]);
  expect(packed.bytes.byteLength).toBe(pooled.length);
  expect(packed.bytes).not.toBe(pooled.buffer);
  expect(Buffer.from(packed.bytes).toString()).toBe('head of a pool');
});

test('an empty batch is empty', () => {
  expect(unpackBatch(packBatch([]))).toEqual([]);
});

test('what is no batch is refused', () => {
  expect(() => unpackBatch({ ...packBatch([]), count: 1 })).toThrow(RangeError);
});
