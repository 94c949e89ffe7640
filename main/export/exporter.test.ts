import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OtlpExportConfig } from '../model/config.ts';
import type { ExporterState } from '../model/protocol.ts';
import type { ExportGrant, ExportParcel, ExportRecord } from './export-record.ts';
import { createExporter, type Exporter, type ExporterOptions, type GrantPort } from './exporter.ts';
import { startCollector, type Collector } from './test/collector.ts';

const WEIGHT = 100;

let collector: Collector;
let exporters: Exporter[];
beforeEach(async () => {
  collector = await startCollector();
  exporters = [];
});
afterEach(async () => {
  // What still stalls is cut, so that nothing waits for its end.
  collector.behave({ status: 200 });
  await Promise.all(exporters.map((exporter) => exporter.close()));
  await collector.close();
});

/** The recorder's end of the way: sends what it has credit for. */
class FakePort extends EventEmitter implements GrantPort {
  readonly credit = { traces: 0, logs: 0 };
  readonly grants: ExportGrant[] = [];
  closed = false;

  postMessage(grant: ExportGrant): void {
    this.grants.push(grant);
    this.credit[grant.signal] += grant.credit.records;
  }

  /** As the recorder does: what there is no credit for is dropped and counted. */
  send(records: readonly ExportRecord[]): number {
    const sent = records.filter(({ signal }) => this.credit[signal]-- > 0);
    for (const signal of ['traces', 'logs'] as const) this.credit[signal] = Math.max(0, this.credit[signal]);
    const dropped = records.length - sent.length;
    const parcel: ExportParcel = { records: sent.map((record) => ({ record, weightBytes: WEIGHT })), dropped };
    this.emit('message', parcel);
    return dropped;
  }

  close(): void {
    this.closed = true;
    this.emit('close');
  }
}

/** Pauses are a hundredth of what they are otherwise. */
const schedule: ExporterOptions['schedule'] = (run, delayMs) => {
  const timer = setTimeout(run, delayMs / 100);
  return () => clearTimeout(timer);
};

const inTime: ExporterOptions['schedule'] = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

function start(config: Partial<OtlpExportConfig> = {}, options: Partial<ExporterOptions> = {}) {
  const states: ExporterState[] = [];
  const exporter = createExporter({
    ...{ config: { endpoint: collector.url, ...config }, version: '1.2.3', schedule },
    clock: () => performance.now() * 100,
    random: () => 0.5,
    onState: (state) => states.push(state),
    ...options,
  });
  exporters.push(exporter);
  const port = new FakePort();
  exporter.connect(port);
  return { exporter, port, states };
}

const toHex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

function toRecords(from: number, count: number): ExportRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    signal: 'traces' as const,
    exchange: {
      ...{ id: String(from + at), startedAt: 1_700_000_000_000, method: 'GET', url: 'http://localhost:8888/' },
      ...{ httpVersion: 'HTTP/1.1', status: 200, kind: 'fetch' as const, state: 'done' as const },
      timings: { blocked: 0, dns: -1, connect: -1, tls: -1, send: 1, wait: 2, receive: 3, total: 6 },
      trace: { traceId: toHex(7, 32), spanId: toHex(from + at, 16), source: 'generated' as const },
      ...{ requestBytes: 0, responseBytes: 5 },
    },
  }));
}

const spanIds = () => collector.spans.map(({ spanId }) => Number.parseInt(Buffer.from(spanId).toString('hex'), 16));
/** Every span from 1 to `count` once, in order. */
const allOf = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

it('sends what it is given in batches, and tells how many', async () => {
  const { exporter, port } = start({ headers: { 'X-Team': 'shop' } });
  port.send(toRecords(1, 1_300));
  await expect
    .poll(() => exporter.state, { timeout: 10_000 })
    .toEqual({ endpoint: collector.url, sent: 1_300, waiting: 0, dropped: 0 });
  expect(spanIds()).toEqual(allOf(1_300));
  expect(collector.requests).toHaveLength(3);
  expect(collector.requests[0]).toMatchObject({
    path: '/v1/traces',
    headers: { 'x-team': 'shop', 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' },
  });
});

it('sends errors and logs to their own address, under a path of the endpoint too', async () => {
  const { exporter, port } = start({ endpoint: `${collector.url}/otlp/` });
  const at = { id: '1', at: 1_700_000_000_000, message: 'slow', fields: {} };
  port.send([{ signal: 'logs', log: { ...at, source: 'process:api', level: 'warn' } }]);
  await expect.poll(() => exporter.state.sent).toBe(1);
  expect(collector.requests.map(({ path }) => path)).toEqual(['/otlp/v1/logs']);
});

describe.each([
  ['refuses with 503', { status: 503 }],
  ['refuses with 429 and says when to come again', { status: 429, headers: { 'Retry-After': '1' } }],
  ['fails with 500', { status: 500 }],
  ['never answers', 'stall'],
  ['cuts the connection', 'reset'],
] as const)('a collector that %s and comes back', (_, behaviour) => {
  it('gets all there was room for, once, and the rest is counted', async () => {
    const queue = 1_000;
    const { exporter, port } = start({ queue }, { attemptMs: 2_000 });
    collector.behave(behaviour);
    expect(port.send(toRecords(1, 600))).toBe(0);
    await expect.poll(() => exporter.state.fault?.code, { timeout: 10_000 }).toBe('export-failed');
    expect(port.send(toRecords(601, 600))).toBe(200);
    expect(exporter.state).toMatchObject({ sent: 0, waiting: queue, dropped: 200 });
    collector.behave({ status: 200 });
    await expect
      .poll(() => exporter.state, { timeout: 10_000 })
      .toMatchObject({ sent: queue, waiting: 0, dropped: 200 });
    expect(exporter.state.fault).toBeUndefined();
    expect(spanIds()).toEqual(allOf(queue));
    expect(port.credit.traces).toBe(queue);
  });
});

it('gives up what the collector says is wrong, and goes on with the rest', async () => {
  const { exporter, port } = start();
  collector.behave({ status: 400 });
  port.send(toRecords(1, 512));
  await expect.poll(() => exporter.state, { timeout: 10_000 }).toMatchObject({ sent: 0, waiting: 0, dropped: 512 });
  expect(collector.requests).toHaveLength(1);
  expect(exporter.state.fault?.message).toContain('It answered with 400.');
  collector.behave({ status: 200 });
  port.send(toRecords(513, 512));
  await expect
    .poll(() => exporter.state, { timeout: 10_000 })
    .toEqual({ endpoint: collector.url, sent: 512, waiting: 0, dropped: 512 });
});

it('counts what the collector took only in part', async () => {
  const { exporter, port } = start();
  // ExportTraceServiceResponse.partial_success { rejected_spans: 12, error_message: "no" }.
  const body = Buffer.from([10, 6, 8, 12, 18, 2, 110, 111]);
  collector.behave({ status: 200, headers: { 'Content-Type': 'application/x-protobuf' }, body });
  port.send(toRecords(1, 512));
  await expect.poll(() => exporter.state, { timeout: 10_000 }).toMatchObject({ sent: 500, waiting: 0, dropped: 12 });
  expect(exporter.state.fault?.message).toContain('It left out 12: no');
});

it('waits as long as the collector asks for', async () => {
  const { exporter, port } = start();
  collector.behave({ status: 503, headers: { 'Retry-After': '20' } });
  port.send(toRecords(1, 512));
  await expect.poll(() => exporter.state.fault).toBeDefined();
  collector.behave({ status: 200 });
  await expect.poll(() => exporter.state.sent).toBe(512);
  const [first, second] = collector.requests;
  // 20 s at a hundredth; the usual pause is a tenth of that at most.
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(180);
});

it('sends at the end what still waits, and counts what could not go', async () => {
  const first = start({}, { schedule: inTime, clock: () => performance.now() });
  first.port.send(toRecords(1, 5));
  const closing = first.exporter.close();
  first.port.send(toRecords(6, 5));
  first.port.close();
  await closing;
  expect(spanIds()).toEqual(allOf(10));
  expect(first.states.at(-1)).toEqual({ endpoint: collector.url, sent: 10, waiting: 0, dropped: 0 });

  collector.behave('stall');
  const second = start();
  second.port.send(toRecords(1, 5));
  second.port.close();
  await second.exporter.close();
  expect(second.states.at(-1)).toMatchObject({ sent: 0, waiting: 0, dropped: 5 });
});

it('gives a recorder that was started again the credit that the one before had', () => {
  const { exporter, port } = start({ queue: 100 });
  collector.behave('stall');
  port.send(toRecords(1, 30));
  const next = new FakePort();
  exporter.connect(next);
  expect(port.closed).toBe(true);
  expect(next.credit).toEqual({ traces: 70, logs: 100 });
  port.send(toRecords(31, 5));
  expect(exporter.state.waiting).toBe(30);
  expect(next.grants.find(({ signal }) => signal === 'traces')?.credit.bytes).toBe(64 * 1024 * 1024 - 30 * WEIGHT);
});

it('gives no credit for signals that are not wanted', () => {
  const { port } = start({ signals: ['logs'] });
  expect(port.grants.map(({ signal }) => signal)).toEqual(['logs']);
});

it('tells its state at once and then not more often than once in a while', async () => {
  const due: (() => void)[] = [];
  const { port, states } = start(
    {},
    {
      schedule: (run) => {
        due.push(run);
        return () => undefined;
      },
    },
  );
  expect(states).toHaveLength(1);
  port.send(toRecords(1, 3));
  port.send(toRecords(4, 3));
  expect(states).toHaveLength(1);
  for (const run of due.splice(0)) run();
  expect(states.at(-1)).toMatchObject({ waiting: 6 });
  await expect.poll(() => collector.spans.length).toBe(6);
  port.close();
});
