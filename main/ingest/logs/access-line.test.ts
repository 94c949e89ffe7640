import { expect, test } from 'vitest';
import { parseAccessLine, parseGinLine } from './access-line.ts';

test('a line of the common format, and one of the combined', () => {
  expect(parseAccessLine('::1 - - [21/Nov/2026:17:53:17 +0000] "GET / HTTP/1.1" 200 -')).toEqual({
    format: 'combined',
    message: 'GET / 200',
    level: 'info',
    fields: { clientAddress: '::1', method: 'GET', path: '/', status: 200, httpVersion: 'HTTP/1.1' },
    time: { at: Date.UTC(2026, 10, 21, 17, 53, 17), isSecond: true, raw: '2026-11-21 17:53:17+0000' },
  });
  const combined = '10.0.0.1 - - [21/Nov/2026:17:53:17 +0000] "POST /a HTTP/2.0" 502 12 "-" "curl/8" 0.003 req-1';
  expect(parseAccessLine(combined)).toMatchObject({
    level: 'error',
    fields: { bytes: 12, userAgent: 'curl/8', rest: '0.003 req-1' },
  });
});

test('Gin’s lines', () => {
  expect(parseGinLine('[GIN] 2026/11/21 - 17:43:02 | 404 |    1.375498ms |  ::1 | GET      "/none"')).toMatchObject({
    ...{ format: 'gin', level: 'warn', message: 'GET /none 404' },
    fields: { status: 404, durationMs: 1.375498, clientAddress: '::1' },
  });
  expect(parseGinLine('[GIN] 2026/11/21 - 17:43:02 | 200 |      2m3.5s |  ::1 | GET      "/slow"')).toMatchObject({
    fields: { durationMs: '2m3.5s' },
  });
  expect(parseGinLine('[GIN-debug] [WARNING] Running in "debug" mode.')).toMatchObject({ level: 'warn' });
  expect(parseGinLine('[GIN-debug] GET    /buy/:id --> main.func1')).toMatchObject({ level: 'debug' });
});

test.each(['GET / 200', '[x] "GET / HTTP/1.1" 200 1', '[GIN] hello'])('%s is none', (text) => {
  expect(parseAccessLine(text)).toBeUndefined();
  expect(parseGinLine(text)).toBeUndefined();
});
