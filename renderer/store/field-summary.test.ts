import { expect, it } from 'vitest';
import { fieldSummary } from './field-summary.ts';

it.each<[string, string, Record<string, unknown>, string]>([
  [
    'what happened, not where it stands',
    'request',
    { caller: 'log.go:46', stream: 'stderr', method: 'GET', status: 500, latency: 0.0012345, ok: false, pid: 4 },
    'method=GET status=500 latency=0.001 ok=false',
  ],
  [
    'one level below',
    'request',
    { req: { method: 'GET', headers: { a: 1 } }, res: { statusCode: 200 } },
    'req.method=GET res.statusCode=200',
  ],
  [
    'nothing that the message says',
    '500 GET /api/broken',
    { method: 'GET', path: '/api/broken', status: 500, ip: '::1' },
    'ip=::1',
  ],
  [
    'values with blanks in quotes, long ones cut',
    'x',
    { a: 'b c', d: 'e'.repeat(100) },
    `a="b c" d=${'e'.repeat(60)}…`,
  ],
  ['nothing where there is nothing', 'x', { list: [1], empty: '', none: null }, ''],
])('tells %s', (_name, message, fields, expected) => {
  expect(fieldSummary({ message, fields })).toBe(expected);
});

it('ends where a line would be too long', () => {
  const fields = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`field${i}`, 'y'.repeat(40)]));
  expect(fieldSummary({ message: 'x', fields }).length).toBeLessThanOrEqual(240);
});
