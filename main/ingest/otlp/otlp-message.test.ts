import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { expect, it } from 'vitest';
import { readOtlpRequest, STATUS_CODES, writeOtlpAnswer, writeStatus } from './otlp-message.ts';

it('answers what the official client reads', () => {
  const bytes = writeOtlpAnswer('traces', 'protobuf', { count: 3, message: 'Left out: 3.' });
  const { partialSuccess } = ProtobufTraceSerializer.deserializeResponse(bytes);
  expect(Number(partialSuccess?.rejectedSpans)).toBe(3);
  expect(partialSuccess?.errorMessage).toBe('Left out: 3.');
  expect(writeOtlpAnswer('logs', 'protobuf', { count: 0, message: '' })).toHaveLength(0);
});

it('answers JSON with numbers of 64 bits as texts', () => {
  const of = (signal: 'logs' | 'metrics', count: number) =>
    Buffer.from(writeOtlpAnswer(signal, 'json', { count, message: 'why' })).toString();
  expect(of('logs', 1)).toBe('{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"why"}}');
  expect(of('metrics', 2)).toBe('{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"why"}}');
  expect(of('metrics', 0)).toBe('{}');
});

it('writes google.rpc.Status', () => {
  const { invalidArgument } = STATUS_CODES;
  expect(Buffer.from(writeStatus('json', invalidArgument, 'No.')).toString()).toBe('{"code":3,"message":"No."}');
  expect([...writeStatus('protobuf', invalidArgument, 'No.')]).toEqual([8, 3, 18, 3, 78, 111, 46]);
});

/** A value in a list in a value, and so on. */
function nest(levels: number): Buffer {
  let bytes = Buffer.alloc(0);
  for (let level = 0; level < levels; level++) {
    // AnyValue.array_value (5), ArrayValue.values (1).
    for (const tag of [10, 42]) bytes = Buffer.concat([Buffer.from([tag, ...toVarint(bytes.length)]), bytes]);
  }
  return bytes;
}

function toVarint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...toVarint(value >>> 7)];
}

it.each([
  ['json', 'no JSON'],
  ['json', '[]'],
  ['json', 'null'],
  ['json', '"text"'],
  ['json', Buffer.from([0x22, 0xff, 0x22])],
  ['protobuf', Buffer.from([0x0a, 0x05, 1])],
  ['protobuf', Buffer.from([0xff, 0xff, 0xff])],
] as const)('throws for %s that is none: %s', (encoding, text) => {
  expect(() => readOtlpRequest('traces', encoding, Buffer.from(text))).toThrow();
});

it('throws for a message that is nested deeper than a thread can follow', () => {
  // ResourceSpans.resource (1), Resource.attributes (1), KeyValue.value (2).
  let bytes = nest(6_000);
  for (const tag of [18, 10, 10, 10]) bytes = Buffer.concat([Buffer.from([tag, ...toVarint(bytes.length)]), bytes]);
  expect(() => readOtlpRequest('traces', 'protobuf', bytes)).toThrow();
});
