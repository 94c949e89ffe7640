import { expect, test } from 'vitest';
import { parseTextLine } from './text-line.ts';

test.each([
  [
    'zap with seconds since 1970',
    '1.7952829828109825e+09\tinfo\tgo/main.go:31\tplain console\t{"n": 1}',
    { format: 'zap', level: 'info', message: 'plain console', fields: { n: 1, caller: 'go/main.go:31' } },
  ],
  [
    'zap without fields',
    '2026-11-21T17:43:02.810Z\tDEBUG\tno fields',
    { format: 'zap', level: 'debug', message: 'no fields', fields: {} },
  ],
  [
    'logrus on a terminal',
    'WARN[0003] slow order                                    n=3',
    { format: 'logrus', level: 'warn', message: 'slow order', fields: { n: '3', time: '0003' } },
  ],
  [
    'zerolog on a terminal',
    '5:53PM ERR order failed error="no stock" request_id=r1',
    { format: 'zerolog', level: 'error', message: 'order failed', requestId: 'r1', fields: { error: 'no stock' } },
  ],
  [
    'Spring Boot',
    '2026-11-21T17:53:45.360+01:00  INFO 12345 --- [           main] shop.Cart                : started',
    {
      format: 'logback',
      level: 'info',
      message: 'started',
      fields: { pid: 12_345, thread: 'main', logger: 'shop.Cart' },
    },
  ],
  [
    'Log4j',
    '2026-11-21 17:53:45,360 WARN  [main] B - slow 3',
    { format: 'log4j', level: 'warn', message: 'slow 3', fields: { thread: 'main', logger: 'B' } },
  ],
  [
    'Python with a time',
    '2026-11-21 17:53:18,047 INFO [root] with time',
    { level: 'info', message: 'with time', fields: { logger: 'root' } },
  ],
  ['Python without', 'WARNING:shop.cart:slow', { format: 'python', level: 'warn', message: 'slow' }],
  [
    'nginx’s errors',
    '2026/11/21 17:43:02 [error] 12#13: *1 open() failed',
    { format: 'nginx', level: 'error', message: '*1 open() failed', fields: { pid: 12, tid: 13 } },
  ],
  ['Go’s own', '2026/11/21 17:43:02 listening on :8080', { format: 'go', message: 'listening on :8080' }],
  [
    'Go’s own with its place',
    '2026/11/21 17:43:02.839099 main.go:43: with micros',
    { format: 'go', message: 'with micros', fields: { caller: 'main.go:43' } },
  ],
  [
    'winston’s simple',
    'warn: simple {"a":1}',
    { format: 'winston', level: 'warn', message: 'simple', fields: { a: 1 } },
  ],
  ['a time in brackets', '[2026-11-21T17:43:02.810Z] ERROR: it broke', { level: 'error', message: 'it broke' }],
  ['a word', 'Error: boom', { level: 'error', message: 'Error: boom' }],
  ['anything else', 'ready in 5 ms', { message: 'ready in 5 ms' }],
])('%s', (_, text, expected) => {
  expect(parseTextLine(text)).toMatchObject(expected);
});

test.each(['a\tb\tc', '12 errors', '2026 was good', '[x] y'])('%s stays as it is', (text) => {
  expect(parseTextLine(text).message).toBe(text);
});
