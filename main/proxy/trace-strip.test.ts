import { afterEach, expect, test } from 'vitest';
import { isTraceField, stripsTrace } from './trace-strip.ts';
import { fieldLines, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const ANSWER =
  'HTTP/1.1 200 OK\r\nTraceResponse: 00-a-b-01\r\nX-B3-TraceId: a\r\nX-Trace-Id: a\r\nX-Request-ID: r\r\nServer-Timing: db;dur=1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\ntracestate: a=1\r\nX-End: 1\r\n\r\n';

test.each([
  ['auto', '127.0.0.1', false],
  ['auto', 'localhost', false],
  ['auto', '::1', false],
  ['auto', '0.0.0.0', true],
  ['auto', '::', true],
  ['auto', '192.168.1.2', true],
  ['on', '127.0.0.1', true],
  ['off', '0.0.0.0', false],
] as const)('with `%s` answers of a proxy at %s lose trace fields: %s', (stripTrace, host, strips) => {
  expect(stripsTrace({ stripTrace, host })).toBe(strips);
});

test('fields of a trace are known, request ids are none', () => {
  const names = ['traceparent', 'b3', 'x-b3-sampled', 'uberctx-user', 'x-datadog-trace-id', 'uber-trace-id'];
  expect(names.filter((name) => !isTraceField(name))).toEqual([]);
  expect(['x-request-id', 'server-timing', 'x-b', 'trace', 'x-tracer'].filter(isTraceField)).toEqual([]);
});

test('the browser gets none, of the head and of the trailers; the record has them', async () => {
  const { server, taps, client } = await rig.pair({ stripTrace: 'on' });
  client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  const upstream = await server.connection(0);
  await upstream.has('\r\n\r\n');
  upstream.write(ANSWER);
  const got = await client.has('X-End: 1');
  expect(fieldLines(got)).toEqual([
    ...['X-Request-ID: r', 'Server-Timing: db;dur=1', 'Transfer-Encoding: chunked', 'Connection: keep-alive'],
  ]);
  expect(got).not.toContain('tracestate');
  await taps.closed();
  expect(taps.of('response')[0]?.upstreamHeaders).toContain('TraceResponse\n00-a-b-01');
  expect(taps.of('body-end').at(-1)?.trailers).toContain('tracestate\na=1');
});

test('a switch of protocols loses them too', async () => {
  const { server, client } = await rig.pair({ stripTrace: 'on' });
  client.write('GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  const upstream = await server.connection(0);
  await upstream.has('\r\n\r\n');
  upstream.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nb3: 1\r\nConnection: Upgrade\r\n\r\n');
  expect(fieldLines(await client.has('\r\n\r\n'))).toEqual(['Upgrade: websocket', 'Connection: Upgrade']);
});

test('on this machine alone all pass', async () => {
  const { server, client } = await rig.pair();
  client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  const upstream = await server.connection(0);
  await upstream.has('\r\n\r\n');
  upstream.write(ANSWER);
  expect(await client.has('X-End: 1')).toContain('TraceResponse: 00-a-b-01');
});
