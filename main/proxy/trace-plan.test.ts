import { expect, test } from 'vitest';
import { parseTraceParent } from '../capture/traceparent.ts';
import { DEFAULT_TRACE_POLICY, type TracePolicy } from '../model/trace.ts';
import { planTrace, TRACE_OFF, type TracePlan } from './trace-plan.ts';

const TRACE = '12345678901234567890123456789012';
const SPAN = '1234567890123456';
const PARENT = `00-${TRACE}-${SPAN}-01`;
const UUID = '11111111-2222-4333-8444-555555555555';
const B3 = `${'b'.repeat(32)}-${'c'.repeat(16)}-0`;

const plan = (fields: readonly string[], policy: Partial<TracePolicy> = {}) =>
  planTrace(fields, { ...DEFAULT_TRACE_POLICY, ...policy });

test('the exchange is a span between the sender’s and the upstream’s', () => {
  const { trace, send, changes } = plan(['traceparent', PARENT, 'X-Request-ID', 'order-42', 'tracestate', 'a=1']);
  const told = parseTraceParent(send.traceparent ?? '');
  expect(trace).toEqual({
    ...{ traceId: TRACE, spanId: told?.spanId, parentSpanId: SPAN, requestId: 'order-42' },
    ...{ source: 'traceparent', sampled: true, traceState: 'a=1' },
  });
  expect(told).toMatchObject({ traceId: TRACE, flags: 1 });
  expect(told?.spanId).not.toBe(SPAN);
  expect([send.tracestate, send.requestId, changes]).toEqual(['a=1', undefined, []]);
});

test('a request that says nothing gets a trace and a request id', () => {
  const { trace, send } = plan(['Host', 'h']);
  expect(trace).toEqual({
    ...{ traceId: parseTraceParent(send.traceparent ?? '')?.traceId, source: 'generated', sampled: true },
    ...{ spanId: parseTraceParent(send.traceparent ?? '')?.spanId, requestId: send.requestId },
  });
  expect(send).toEqual({
    traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/) as string,
    requestId: expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
  });
});

test('a request id that is a UUID is the trace id, others are kept beside one that begins', () => {
  expect(plan(['x-request-id', UUID]).trace).toMatchObject({
    ...{ traceId: UUID.replaceAll('-', ''), requestId: UUID, source: 'x-request-id' },
  });
  const other = plan(['X-Correlation-ID', 'order-42']);
  expect(other.trace).toMatchObject({ requestId: 'order-42', source: 'x-request-id', field: 'x-correlation-id' });
  expect(other.send.requestId).toBe('order-42');
});

test('the sender’s decision on sampling goes on', () => {
  expect(plan(['b3', B3])).toMatchObject({
    trace: { traceId: 'b'.repeat(32), parentSpanId: 'c'.repeat(16), source: 'b3', sampled: false },
    send: { traceparent: expect.stringMatching(/-00$/) as string },
  });
  expect(plan(['b3', '0'])).toMatchObject({ trace: { source: 'generated', sampled: false } });
  expect(plan(['traceparent', `00-${TRACE}-${SPAN}-02`]).send.traceparent).toMatch(/-02$/);
});

test.each([
  [
    'a valid one passes',
    ['traceparent', PARENT, 'tracestate', ' a=1 , b=2'],
    { spanId: SPAN, traceState: 'a=1,b=2' },
    {},
  ],
  ['one of a later version too', ['traceparent', `cc-${TRACE}-${SPAN}-01-x`], { spanId: SPAN }, {}],
  [
    'a state that is invalid does not',
    ['traceparent', PARENT, 'tracestate', '='],
    { spanId: SPAN },
    { tracestate: '' },
  ],
])('with `keep`, %s', (_, fields, trace, send) => {
  const kept = plan(fields, { traceparent: 'keep', requestId: false });
  expect(kept.trace).toEqual({ traceId: TRACE, source: 'traceparent', sampled: true, ...trace });
  expect(kept.send).toEqual(send);
});

test('with `keep`, others get one', () => {
  const added = plan(['b3', B3], { traceparent: 'keep' });
  expect(added.trace).toMatchObject({ parentSpanId: 'c'.repeat(16), source: 'b3' });
  expect(added.send.traceparent).toContain(`00-${'b'.repeat(32)}-${added.trace?.spanId}-00`);
  expect(plan(['traceparent', 'x'], { traceparent: 'keep' }).send.traceparent).toMatch(/^00-/);
});

test('with `off` nothing is sent, and what came is recorded', () => {
  expect(planTrace(['traceparent', PARENT, 'tracestate', 'a=1,a=2'], TRACE_OFF)).toEqual({
    trace: { traceId: TRACE, spanId: SPAN, source: 'traceparent', sampled: true, traceState: 'a=1' },
    send: {},
    changes: [{ code: 'tracestate-cut', message: expect.stringMatching(/passed on as it is\.$/) as string }],
  });
  expect(planTrace(['b3', B3], TRACE_OFF).trace).toMatchObject({ spanId: 'c'.repeat(16) });
  expect(planTrace(['x-request-id', 'order-42'], TRACE_OFF)).toMatchObject({
    trace: { requestId: 'order-42', source: 'x-request-id' },
    send: {},
  });
  expect(planTrace(['traceparent', 'x', 'tracestate', 'a=1'], TRACE_OFF)).toEqual({
    send: {},
    changes: [{ code: 'traceparent-invalid', message: expect.stringMatching(/passed on as it is\.$/) as string }],
  });
  expect(planTrace([], { ...TRACE_OFF, requestId: true })).toMatchObject({ trace: { source: 'generated' } });
});

test('without `generate` only what is broken begins anew', () => {
  expect(plan(['tracestate', 'a=1'], { generate: false, requestId: false })).toEqual({ send: {}, changes: [] });
  expect(plan(['traceparent', 'x'], { generate: false }).send.traceparent).toMatch(/^00-/);
  expect(plan(['x-request-id', UUID], { generate: false }).send.traceparent).toContain(UUID.replaceAll('-', ''));
});

test.each([
  [['x-request-id', ''], 'request-id-invalid', /The X-Request-ID sent on is [0-9a-f-]{36}\.$/],
  [['traceparent', 'x'], 'traceparent-invalid', /Another one was sent in its place\.$/],
  [['traceparent', PARENT, 'tracestate', 'A'], 'tracestate-invalid', /It was not sent on\.$/],
  [['traceparent', PARENT, 'tracestate', 'a=1,a=1'], 'tracestate-cut', /The rest was sent on\.$/],
  [['tracestate', 'a=1'], 'tracestate-alone', /it was not sent on\.$/],
  [['trace-id', 'x'], 'trace-id-invalid', /passed on as it is\.$/],
])('it is said what became of %j', (fields, code, message) => {
  expect(plan(fields).changes).toEqual([{ code, message: expect.stringMatching(message) as string }]);
});

const parent = (value: string): string[] => ['traceparent', value];
const stated = (...lines: string[]): string[] => [
  ...parent(`00-${TRACE}-${SPAN}-00`),
  ...lines.flatMap((line) => ['tracestate', line]),
];

// What the harness of the specification asks of a service.
test.each<[what: string, fields: string[], kept: boolean]>([
  ['nothing', [], false],
  ['a valid one', parent(PARENT), true],
  ['two', [...parent(`00-${TRACE.slice(1)}1-${SPAN}-01`), ...parent(PARENT)], false],
  ['another name', ['trace-parent', PARENT, 'trace.parent', PARENT], false],
  ['the name in mixed case', ['TrAcEpArEnT', PARENT], true],
  ['the name in upper case', ['TRACEPARENT', PARENT], true],
  ['version 00 and a character more', parent(`${PARENT}.`), false],
  ['version 00 and a part more', parent(`${PARENT}-what-the-future-will-be-like`), false],
  ['version cc', parent(`cc${PARENT.slice(2)}`), true],
  ['version cc and a part more', parent(`cc${PARENT.slice(2)}-what-the-future-will-be-like`), true],
  ['version cc and other characters', parent(`cc${PARENT.slice(2)}.what-the-future-will-be-like`), false],
  ['version ff', parent(`ff${PARENT.slice(2)}`), false],
  ['a version of other characters', parent(`.0${PARENT.slice(2)}`), false],
  ['a version of other characters at its end', parent(`0.${PARENT.slice(2)}`), false],
  ['a version of three', parent(`0${PARENT}`), false],
  ['a version of four', parent(`00${PARENT}`), false],
  ['a version of one', parent(PARENT.slice(1)), false],
  ['a trace of zeros', parent(`00-${'0'.repeat(32)}-${SPAN}-01`), false],
  ['a trace of other characters', parent(`00-.${TRACE.slice(1)}-${SPAN}-01`), false],
  ['a trace of other characters at its end', parent(`00-${TRACE.slice(1)}.-${SPAN}-01`), false],
  ['a long trace', parent(`00-${TRACE}3-${SPAN}-01`), false],
  ['a short trace', parent(`00-${TRACE.slice(1)}-${SPAN}-01`), false],
  ['a parent of zeros', parent(`00-${TRACE}-${'0'.repeat(16)}-01`), false],
  ['a parent of other characters', parent(`00-${TRACE}-.${SPAN.slice(1)}-01`), false],
  ['a parent of other characters at its end', parent(`00-${TRACE}-${SPAN.slice(1)}.-01`), false],
  ['a long parent', parent(`00-${TRACE}-${SPAN}7-01`), false],
  ['a short parent', parent(`00-${TRACE}-${SPAN.slice(1)}-01`), false],
  ['flags of other characters', parent(`00-${TRACE}-${SPAN}-.0`), false],
  ['flags of other characters at their end', parent(`00-${TRACE}-${SPAN}-0.`), false],
  ['long flags', parent(`00-${TRACE}-${SPAN}-001`), false],
  ['short flags', parent(`00-${TRACE}-${SPAN}-1`), false],
  ['blanks before', parent(` ${PARENT}`), true],
  ['a tab before', parent(`\t${PARENT}`), true],
  ['blanks behind', parent(`${PARENT} `), true],
  ['a tab behind', parent(`${PARENT}\t`), true],
  ['tabs and blanks around', parent(`\t ${PARENT} \t`), true],
])('the trace goes on where it can: %s', (_, fields, kept) => {
  const rounds = [plan(fields), plan(fields), plan(fields)].map(({ send }) => parseTraceParent(send.traceparent ?? ''));
  expect(rounds.map((told) => told?.traceId === TRACE)).toEqual([kept, kept, kept]);
  expect(new Set([...rounds.map((told) => told?.spanId), SPAN]).size).toBe(4);
});

test.each<[what: string, fields: string[], sent: string | undefined]>([
  ['without a traceparent', ['tracestate', 'foo=1,bar=2'], ''],
  ['with a valid one', stated('foo=1,bar=2'), 'foo=1,bar=2'],
  ['under other names', [...parent(PARENT), 'trace-state', 'foo=1', 'trace.state', 'foo=1'], undefined],
  ['with its name in upper case', [...parent(PARENT), 'TRACESTATE', 'foo=1'], 'foo=1'],
  ['empty', stated(''), ''],
  ['with an empty line after it', stated('foo=1', ''), 'foo=1'],
  ['with an empty line before it', stated('', 'foo=1'), 'foo=1'],
  ['in several lines', stated('foo=1,bar=2', 'rojo=1,congo=2', 'baz=3'), 'foo=1,bar=2,rojo=1,congo=2,baz=3'],
  ['with a key twice', stated('foo=1,foo=2'), 'foo=1'],
  ['with blanks', stated('foo=1 \t , \t bar=2, \t baz=3'), 'foo=1,bar=2,baz=3'],
  ['with a key that is none', stated('foo =1'), ''],
  ['with a member too many', stated(Array.from({ length: 33 }, (_, i) => `bar${i}=1`).join()), ''],
  ['with a value that is none', stated('foo=,bar=3'), ''],
])('the state goes on where it can: %s', (_, fields, sent) => {
  expect(plan(fields).send.tracestate).toBe(sent);
});

/** Numbers that look random and are the same in each run (a linear congruential generator). */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const NAMES = [
  ...[
    'traceparent',
    'TraceState',
    'tracestate',
    'x-request-id',
    'X-Correlation-ID',
    'b3',
    'X-B3-TraceId',
    'X-B3-SpanId',
  ],
  ...['X-B3-Sampled', 'X-B3-Flags', 'Trace-Id', 'uber-trace-id', 'traceparent'],
];
const SEEDS = [
  PARENT,
  'foo=1,bar=2',
  UUID,
  B3,
  `${TRACE}:${SPAN}:0:1`,
  TRACE,
  SPAN,
  '0',
  '',
  ' ',
  '=,=',
  '-'.repeat(60),
];

test('whatever comes, nothing throws, and what is sent on is valid', () => {
  const dice = createDice(42);
  const pick = (list: readonly string[]): string => list[dice(list.length)] ?? '';
  const mutate = (value: string): string => {
    const at = dice(value.length + 1);
    const what = [String.fromCharCode(dice(256)), '', pick(SEEDS), '0', ','][dice(5)] ?? '';
    return value.slice(0, at) + what + value.slice(at + dice(3));
  };
  const policies = [DEFAULT_TRACE_POLICY, { ...DEFAULT_TRACE_POLICY, traceparent: 'keep' }, TRACE_OFF] as const;
  const wrong: string[] = [];
  for (let round = 0; round < 20_000; round += 1) {
    const fields: string[] = [];
    for (let i = dice(5); i >= 0; i -= 1) {
      let value = pick(SEEDS);
      for (let times = dice(4); times > 0; times -= 1) value = mutate(value);
      fields.push(pick(NAMES), value);
    }
    const planned = planTrace(fields, policies[round % 3] ?? DEFAULT_TRACE_POLICY);
    if (!isValid(planned) || overwrites(fields, planned)) wrong.push(JSON.stringify({ fields, planned }));
  }
  expect(wrong).toEqual([]);
});

/** A request id that is valid is sent on as it came. */
function overwrites(fields: readonly string[], { send }: TracePlan): boolean {
  const ids = fields.filter((_, i) => fields[i - 1] === 'x-request-id');
  return send.requestId !== undefined && ids.some((id) => id.trim() !== '' && /^[\x20-\x7e]{1,200}$/.test(id));
}

function isValid({ send, trace }: TracePlan): boolean {
  const { traceparent, tracestate = '', requestId = 'none' } = send;
  const spans = [trace?.spanId ?? SPAN, trace?.parentSpanId ?? SPAN];
  return (
    (traceparent === undefined || parseTraceParent(traceparent)?.traceId === trace?.traceId) &&
    /^[\x20-\x7e]{0,512}$/.test(tracestate) &&
    tracestate.split(',').length <= 32 &&
    /^[\x20-\x7e]{1,200}$/.test(requestId) &&
    /^(?!0{32})[0-9a-f]{32}$/.test(trace?.traceId ?? TRACE) &&
    spans.every((id) => /^(?!0{16})[0-9a-f]{16}$/.test(id))
  );
}
