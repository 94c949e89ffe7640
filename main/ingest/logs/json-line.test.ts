import { expect, test } from 'vitest';
import { DEPTH_LIMIT, parseJsonLine } from './json-line.ts';

test.each([
  ['zap', '{"level":"info","ts":1795283597.2,"msg":"m"}'],
  ['pino', '{"level":30,"time":1795283597168,"msg":"m"}'],
  ['bunyan', '{"name":"shop","level":30,"msg":"m","time":"2026-11-21T17:53:17.222Z","v":0}'],
  ['slog', '{"time":"2026-11-21T17:53:17.2Z","level":"INFO","msg":"m"}'],
  ['logrus', '{"level":"info","msg":"m","time":"2026-11-21T17:53:17Z"}'],
  ['zerolog', '{"level":"info","time":"2026-11-21T17:53:17Z","message":"m"}'],
  ['winston', '{"level":"info","message":"m","timestamp":"2026-11-21T17:53:17.219Z"}'],
  ['log4j', '{"instant":{"epochSecond":1795283597,"nanoOfSecond":5},"level":"INFO","message":"m","loggerFqcn":"x"}'],
  ['ecs', '{"@timestamp":"2026-11-21T17:53:17.045Z","log.level":"INFO","message":"m","ecs.version":"1.2.0"}'],
  ['json', '{"severity":"INFO","message":"m"}'],
])('%s', (format, text) => {
  expect(parseJsonLine(text)).toMatchObject({ format, level: 'info', message: 'm' });
});

test('the stack of an error is taken out of its field, as it has a place of its own', () => {
  const stack = 'Error: slow\n    at f (/a.js:1:2)';
  const parsed = parseJsonLine(JSON.stringify({ msg: 'late', err: { message: 'slow', stack, code: 'E' } }));
  expect(parsed).toMatchObject({ level: 'error', fields: { err: { message: 'slow', code: 'E' } }, error: { stack } });
  expect(parsed?.fields?.['err']).not.toHaveProperty('stack');
});

test.each([
  ['an object that says nothing a log says', '{"a":1}'],
  ['a list', '[1]'],
  ['what was cut', '{"msg":"a'],
  ['no JSON', '{msg}'],
  ['too deep', `{"msg":${'['.repeat(DEPTH_LIMIT + 1)}${']'.repeat(DEPTH_LIMIT + 1)}}`],
])('%s is none', (_, text) => {
  expect(parseJsonLine(text)).toBeUndefined();
});
