import { expect, test } from 'vitest';
import { parseKlogLine } from './klog-line.ts';

const NOW = new Date(2026, 10, 21, 17, 43, 3).getTime();

test('level, time, thread, place and message', () => {
  expect(parseKlogLine('I1121 17:43:02.839099   12345 server.go:12] listening on :8080', NOW)).toMatchObject({
    ...{ format: 'klog', level: 'info', message: 'listening on :8080' },
    ...{ fields: { thread: 12_345, caller: 'server.go:12' } },
    time: { at: new Date(2026, 10, 21, 17, 43, 2).getTime() + 839.099 },
  });
  expect(parseKlogLine('F1121 17:43:02.839099 1 a.go:1] gone', NOW)?.level).toBe('fatal');
});

test('it names no year: in January the lines of December are of the year before', () => {
  const january = new Date(2027, 0, 2).getTime();
  const parsed = parseKlogLine('W1231 23:59:59.000000 1 a.go:1] late', january);
  expect(new Date(parsed?.time?.at ?? 0).getFullYear()).toBe(2026);
});

test.each(['I1121 no time', 'X1121 17:43:02.839099 1 a.go:1] x', 'Info'])('%s is none', (text) => {
  expect(parseKlogLine(text, NOW)).toBeUndefined();
});
