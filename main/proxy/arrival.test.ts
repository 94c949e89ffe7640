import { afterEach, expect, test } from 'vitest';
import { DEFAULT_SWITCHES } from '../model/config.ts';
import { DEFAULT_TRACE_POLICY } from '../model/trace.ts';
import { TRACE_OFF } from './trace-plan.ts';
import { fieldLines, OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const PARENT = `00-${TRACE}-${SPAN}-03`;
const OWN = new RegExp(`^00-${TRACE}-(?!${SPAN})[0-9a-f]{16}-03$`);

/** The names and values that begin with `trace` or end with `request-id`, of what the upstream got. */
const traceLines = (sent: string): string[] =>
  fieldLines(sent).filter((line) => /^(?:trace|[a-z-]*request-id)/i.test(line));

test('the upstream is told of the exchange’s own span, in the place and by the names that the sender chose', async () => {
  const { server, taps, client } = await rig.pair({ trace: DEFAULT_TRACE_POLICY });
  client.write(
    `GET / HTTP/1.1\r\nTraceState: a=1 ,,b=2\r\nTraceParent: ${PARENT}\r\nX-Own: 1\r\nX-REQUEST-Id: r 1\r\ntracestate: c=3\r\nHost: h\r\n\r\n`,
  );
  const upstream = await server.connection(0);
  const lines = fieldLines(await upstream.has('\r\n\r\n'));
  const [state, parent, own, id, host] = lines;
  expect([state, own, id, host]).toEqual(['TraceState: a=1,b=2,c=3', 'X-Own: 1', 'X-REQUEST-Id: r 1', 'Host: h']);
  expect(parent?.slice('TraceParent: '.length)).toMatch(OWN);
  upstream.write(OK_ANSWER);
  expect(await taps.closed()).not.toContain('changed');
  expect(taps.of('request')[0]?.trace).toEqual({
    ...{ traceId: TRACE, spanId: parent?.split('-')[2], parentSpanId: SPAN, requestId: 'r 1', source: 'traceparent' },
    ...{ sampled: true, traceState: 'a=1,b=2,c=3' },
  });
  expect(taps.of('upstream')[0]?.headers).toContain(parent?.slice('TraceParent: '.length));
});

test('fields that are missing stand at the end, and a WebSocket’s handshake gets them too', async () => {
  const { server, taps, client } = await rig.pair({ trace: DEFAULT_TRACE_POLICY });
  client.write('GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  const sent = await (await server.connection(0)).has('\r\n\r\n');
  const trace = taps.of('request')[0]?.trace;
  expect(traceLines(sent)).toEqual([
    `traceparent: 00-${trace?.traceId}-${trace?.spanId}-01`,
    `X-Request-ID: ${trace?.requestId}`,
  ]);
});

test('the span that the page agent names in the query is the sender’s', async () => {
  const { server, taps, client } = await rig.pair({ trace: DEFAULT_TRACE_POLICY });
  client.write(`GET /ws?__throughline=${encodeURIComponent(`t:${PARENT}`)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  const upstream = await server.connection(0);
  const [parent] = traceLines(await upstream.has('\r\n\r\n'));
  expect(parent?.slice('traceparent: '.length)).toMatch(OWN);
  upstream.write(OK_ANSWER);
  await taps.closed();
  expect(taps.of('request')[0]?.trace).toMatchObject({ traceId: TRACE, parentSpanId: SPAN });
});

test('what can’t be used is replaced, and told after the request', async () => {
  const { server, taps, client } = await rig.pair({ trace: DEFAULT_TRACE_POLICY });
  client.write(`GET / HTTP/1.1\r\nHost: h\r\ntraceparent: nonsense\r\ntracestate: a=1\r\nX-Request-ID: \r\n\r\n`);
  const upstream = await server.connection(0);
  const lines = traceLines(await upstream.has('\r\n\r\n'));
  expect(lines.map((line) => line.split(': ')[0])).toEqual(['traceparent', 'X-Request-ID']);
  expect(lines.join()).not.toContain('nonsense');
  upstream.write(OK_ANSWER);
  expect((await taps.closed()).slice(0, 5)).toEqual(['request', 'body-end', 'changed', 'changed', 'changed']);
  expect(taps.of('changed').map(({ code }) => code)).toEqual([
    ...['traceparent-invalid', 'request-id-invalid', 'tracestate-alone'],
  ]);
});

test('a route has its own policy, and a switch turns all sending off', async () => {
  const { server, proxy, client, taps } = await rig.pair({ trace: DEFAULT_TRACE_POLICY });
  const routes = [{ match: '/plain', target: server.url, trace: { traceparent: 'keep', requestId: false } as const }];
  proxy.setTargets(server.url, routes);
  const upstream = server.connection(0);
  const ask = async (path: string, exchange: number): Promise<string[]> => {
    client.write(`GET ${path} HTTP/1.1\r\nHost: h\r\ntraceparent: ${PARENT}\r\n\r\n`);
    const end = await upstream;
    const sent = await end.has('\r\n\r\n', exchange);
    end.write(OK_ANSWER);
    await taps.closed(exchange);
    return traceLines(sent.slice(sent.lastIndexOf(`GET ${path}`)));
  };
  expect(await ask('/plain', 1)).toEqual([`traceparent: ${PARENT}`]);
  expect(taps.of('request')[0]?.trace).toMatchObject({ traceId: TRACE, spanId: SPAN });
  expect(await ask('/other', 2)).toHaveLength(2);
  proxy.setSwitches({ ...DEFAULT_SWITCHES, sendTrace: false });
  expect(await ask('/again', 3)).toEqual([`traceparent: ${PARENT}`]);
  expect(taps.of('request', 3)[0]?.trace).toMatchObject({ traceId: TRACE, spanId: SPAN });
});

test('a request without a target has its trace', async () => {
  const { proxy, taps } = await rig.proxy({ trace: TRACE_OFF });
  const client = await rig.client(proxy.port);
  client.write(`GET / HTTP/1.1\r\nHost: h\r\ntraceparent: ${PARENT}\r\n\r\n`);
  await client.has('503');
  expect(taps.of('request')[0]?.trace?.traceId).toBe(TRACE);
});
