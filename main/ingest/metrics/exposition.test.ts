import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { familyOf, parseExposition } from './exposition.ts';

const read = (text: string, openMetrics = false, limit = 1_000) => parseExposition(text, { openMetrics, limit });
const values = (text: string) => read(text).samples.map(({ name, value }) => [name, value]);

describe('parseExposition', () => {
  it('reads what a Go program says of itself', () => {
    const page = read(readFileSync(new URL('./fixtures/go-client.prom', import.meta.url), 'utf8'));
    expect(page.unreadable).toBe(0);
    expect(page.samples.find(({ name }) => name === 'go_goroutines')?.value).toBe(9);
    expect(page.samples.find(({ name }) => name === 'process_virtual_memory_max_bytes')?.value).toBe(
      1.8446744073709552e19,
    );
    expect(page.families.get('go_goroutines')).toEqual({
      type: 'gauge',
      help: 'Number of goroutines that currently exist.',
    });
    const buckets = page.samples.filter(({ name }) => name === 'http_request_duration_seconds_bucket');
    expect(buckets).toHaveLength(12);
    expect(buckets.at(-1)?.labels).toMatchObject({ le: '+Inf', route: '/api/products', status: '200' });
    expect(familyOf('http_request_duration_seconds_bucket', page.families)?.type).toBe('histogram');
    expect(familyOf('go_memstats_alloc_bytes_total', page.families)?.type).toBe('counter');
    expect(familyOf('nothing_said', page.families)).toBeUndefined();
  });

  it('undoes escapes in labels and help', () => {
    const page = read('# HELP a one\\ntwo \\\\ three\na{path="C:\\\\x\\"y\\"\\n}",b="é, {1}",} 1\n');
    expect(page.samples[0]?.labels).toEqual({ path: 'C:\\x"y"\n}', b: 'é, {1}' });
    expect(page.families.get('a')?.help).toBe('one\ntwo \\ three');
  });

  it('reads numbers as Go writes them', () => {
    expect(values('a +Inf\nb -Inf\nc NaN\nd 1e+06\ne .5\nf -0\n')).toEqual([
      ['a', Infinity],
      ['b', -Infinity],
      ['c', NaN],
      ['d', 1e6],
      ['e', 0.5],
      ['f', -0],
    ]);
  });

  it('reads times in milliseconds, and in seconds from OpenMetrics', () => {
    expect(read('a 1 1395066363000').samples[0]?.at).toBe(1395066363000);
    expect(read('a 1 1395066363.5', true).samples[0]?.at).toBe(1395066363500);
  });

  it('skips exemplars and the end of OpenMetrics', () => {
    const page = read(
      '# TYPE lag_seconds histogram\n# UNIT lag_seconds seconds\nlag_seconds_bucket{le="0.1"} 8 # {trace_id="K#}"} 0.067 1.5\n# EOF\n',
      true,
    );
    expect(page.samples).toMatchObject([{ name: 'lag_seconds_bucket', value: 8 }]);
    expect(page.samples[0]).not.toHaveProperty('at');
    expect(page.families.get('lag_seconds')).toEqual({ type: 'histogram', unit: 'seconds' });
  });

  it('takes names in quotes and blanks between', () => {
    const page = read('# TYPE "my.metric" counter\n{"my.metric",host="a"} 2\n  b {x = "y"}\t3\r\n');
    expect(page.samples).toMatchObject([
      { name: 'my.metric', labels: { host: 'a' }, value: 2 },
      { name: 'b', labels: { x: 'y' }, value: 3 },
    ]);
    expect(page.families.get('my.metric')?.type).toBe('counter');
  });

  it('counts broken lines and reads on', () => {
    const page = read('a 1\nb{c="d" 2\n<html>\nc\nd 0x10\ne{f=1} 2\ng 1 2 3\nh{="x"} 1\ni 5\n');
    expect(page.samples.map(({ name }) => name)).toEqual(['a', 'i']);
    expect(page).toMatchObject({ unreadable: 7, firstUnreadable: 2 });
  });

  it('stops at its limit and counts the rest', () => {
    const page = read(Array.from({ length: 12 }, (_, index) => `a{i="${index}"} ${index}`).join('\n'), false, 10);
    expect(page.samples).toHaveLength(10);
    expect(page.leftOut).toBe(2);
  });

  it('never throws, wherever a page is cut', () => {
    const text = '# HELP a \\"x\\\\\n# TYPE a gauge\na{b="c\\"d",e="f"} 1.5e3 17 # {g="h"} 1\n';
    const counts = Array.from({ length: text.length + 1 }, (_, end) => read(text.slice(0, end)).samples.length);
    expect(counts.at(-1)).toBe(1);
    expect(Math.max(...counts)).toBe(1);
  });
});
