import { describe, expect, it } from 'vitest';
import { filterHeaderLines, toHeaderLines } from './header-diff.ts';

const told = (lines: ReturnType<typeof toHeaderLines>) =>
  lines.map((line) => `${line.change} ${line.name}: ${line.before ?? '–'} | ${line.after ?? '–'}`);

describe('header diff', () => {
  it('marks changed, added and removed fields in wire order', () => {
    const lines = toHeaderLines(
      [
        ['Host', 'a:1'],
        ['Connection', 'keep-alive'],
        ['Accept', '*/*'],
      ],
      [
        ['Host', 'b:2'],
        ['X-Forwarded-For', '::1'],
        ['Accept', '*/*'],
        ['Via', '1.1 t'],
      ],
    );
    expect(told(lines)).toEqual([
      'changed Host: a:1 | b:2',
      'removed Connection: keep-alive | –',
      'added X-Forwarded-For: – | ::1',
      'same Accept: */* | */*',
      'added Via: – | 1.1 t',
    ]);
  });

  it('shows one dropped cookie of three as one removal', () => {
    const lines = toHeaderLines(
      [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['Set-Cookie', 'c=3'],
      ],
      [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'c=3'],
      ],
    );
    expect(lines.map((line) => line.change)).toEqual(['same', 'removed', 'same']);
  });

  it('counts another case of the name as a change and names both', () => {
    const [line] = toHeaderLines([['ETag', 'x']], [['etag', 'x']]);
    expect(line).toMatchObject({ change: 'changed', name: 'ETag', renamed: 'etag' });
  });

  it('shows all as added or removed when one side is empty', () => {
    expect(toHeaderLines([], [['A', '1']])[0]?.change).toBe('added');
    expect(toHeaderLines([['A', '1']], [])[0]?.change).toBe('removed');
  });

  it('filters by difference and by text in name or value', () => {
    const lines = toHeaderLines(
      [
        ['Host', 'a'],
        ['Accept', 'text/html'],
      ],
      [
        ['Host', 'b'],
        ['Accept', 'text/html'],
      ],
    );
    expect(filterHeaderLines(lines, { onlyDifferences: true, text: '' }).map((line) => line.name)).toEqual(['Host']);
    expect(filterHeaderLines(lines, { onlyDifferences: false, text: 'HTML' }).map((line) => line.name)).toEqual([
      'Accept',
    ]);
  });
});
