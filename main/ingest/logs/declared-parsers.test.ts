import { expect, test } from 'vitest';
import { DeclaredParsers, PATTERN_CHARACTERS, type ParserFault } from './declared-parsers.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

function start(...configs: ConstructorParameters<typeof DeclaredParsers>[0]) {
  const faults: ParserFault[] = [];
  return { parsers: new DeclaredParsers(configs, (fault) => faults.push(fault)), faults };
}

test('named groups are the parts of a record, others are fields', () => {
  const pattern = '^(?<time>\\S+) (?<level>\\w+) (?<traceId>\\w+) (?<user>\\w+): (?<message>.*)$';
  const { parsers } = start({ pattern });
  expect(parsers.read('process:api', [`2026-11-21T17:43:02Z warn ${TRACE} ann: slow`, 'other'])).toEqual([
    {
      format: 'pattern',
      message: 'slow',
      level: 'warn',
      traceId: TRACE,
      fields: { user: 'ann' },
      time: { at: Date.UTC(2026, 10, 21, 17, 43, 2), isSecond: true, raw: '2026-11-21T17:43:02Z' },
    },
  ]);
});

test('what can’t be read as what its group is called stays a field', () => {
  const { parsers } = start({ pattern: '(?<level>\\w+) (?<time>\\w+)' });
  expect(parsers.read('process:api', ['loud noon'])).toMatchObject([{ fields: { level: 'loud', time: 'noon' } }]);
});

test('a pattern is for its sources; without any it is for all; the first to match counts', () => {
  const { parsers } = start({ pattern: '(?<a>x)', sources: ['process:api', 'file:*.log'] }, { pattern: '(?<b>x)' });
  const fields = (source: string) => parsers.read(source, ['x'])?.[0]?.fields;
  expect([fields('process:api'), fields('file:/a/b.log'), fields('process:web')]).toEqual([
    { a: 'x' },
    { a: 'x' },
    { b: 'x' },
  ]);
  expect(start().parsers.read('process:api', ['x'])).toBeUndefined();
});

test('a pattern without measure is stopped, switched off, and told of', () => {
  const { parsers, faults } = start({ pattern: '^(a+)+$' });
  expect(parsers.read('process:api', [`${'a'.repeat(60)}!`])).toEqual([]);
  expect(faults.map(({ code }) => code)).toEqual(['log-parser-slow']);
  expect(parsers.read('process:api', ['aaa'])).toEqual([]);
  expect(faults).toHaveLength(1);
});

test('very long lines are left to the other readers', () => {
  const { parsers } = start({ pattern: 'x' });
  expect(parsers.read('process:api', ['x'.repeat(PATTERN_CHARACTERS + 1)])).toEqual([]);
});

test('what is no regular expression is told of', () => {
  const { faults } = start({ pattern: '(' });
  expect(faults).toMatchObject([{ code: 'log-parser-invalid' }]);
});
