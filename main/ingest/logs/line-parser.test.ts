import { expect, test } from 'vitest';
import { DIALECT_CHARACTERS, parseLine } from './line-parser.ts';

const NOW = Date.UTC(2026, 10, 21, 17, 43, 3);
const TRACE = '0af7651916cd43dd8448eb211c80319c';

test('ids in the message of JSON are found too, those in its fields come first', () => {
  expect(parseLine(`{"level":"info","msg":"traceId=${TRACE} done"}`, NOW).traceId).toBe(TRACE);
  expect(parseLine(`{"msg":"request_id=a","request_id":"b"}`, NOW).requestId).toBe('b');
});

test('a very long line is JSON or plain', () => {
  const long = `level=info msg="${'x'.repeat(DIALECT_CHARACTERS)}"`;
  expect(parseLine(long, NOW)).toEqual({ message: long });
  expect(parseLine(JSON.stringify({ level: 'warn', msg: 'x', filler: long }), NOW)).toMatchObject({ level: 'warn' });
});

test('each dialect has its reader', () => {
  const formats = [
    'I1121 17:43:02.839099 1 a.go:1] x',
    'level=info msg=x',
    '::1 - - [21/Nov/2026:17:43:02 +0000] "GET / HTTP/1.1" 200 1',
    '[GIN-debug] x',
    'plain',
  ].map((text) => parseLine(text, NOW).format);
  expect(formats).toEqual(['klog', 'logfmt', 'combined', 'gin', undefined]);
});
