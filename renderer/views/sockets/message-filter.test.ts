import { describe, expect, it } from 'vitest';
import { isEmptyFilter, parseMessageFilter, toMessageTest } from './message-filter.ts';
import { sampleEvent, sampleFrame } from './message-sample.ts';

const passes = (line: string, ...rows: Parameters<ReturnType<typeof toMessageTest>>[0][]) =>
  rows.filter(toMessageTest(parseMessageFilter(line))).map((row) => row.id);

describe('message filter', () => {
  const rows = [
    sampleFrame(1, { direction: 'out', preview: '{"type":"hello"}' }),
    sampleFrame(2, { opcode: 'binary', sizeBytes: 4000, preview: '08 96 01' }),
    sampleFrame(3, { preview: '{"type":"stock","sku":"MUG-SLATE"}' }),
    sampleEvent(4, { event: 'order.failed' }),
  ];

  it('takes all when nothing is asked', () => {
    expect(passes('', ...rows)).toHaveLength(4);
    expect(isEmptyFilter(parseMessageFilter('  '))).toBe(true);
    expect(isEmptyFilter(parseMessageFilter('dir:in'))).toBe(false);
  });

  it('asks by direction, opcode, event name, type and size', () => {
    expect(passes('dir:out', ...rows)).toEqual(['1']);
    expect(passes('op:binary', ...rows)).toEqual(['2']);
    expect(passes('op:binary event:order.*', ...rows)).toEqual(['2', '4']);
    expect(passes('type:stock', ...rows)).toEqual(['3']);
    expect(passes('size:>1kb', ...rows)).toEqual(['2']);
    expect(passes('size:<1kb dir:in', ...rows)).toEqual(['3', '4']);
  });

  it('looks for the rest as text, without case', () => {
    expect(passes('mug-slate', ...rows)).toEqual(['3']);
    expect(parseMessageFilter('dir:in "left 39" x').text).toBe('left 39 x');
  });

  it('names tokens it could not read', () => {
    expect(parseMessageFilter('dir:up op:nope size:big event: ok').faults).toEqual([
      'dir:up',
      'op:nope',
      'size:big',
      'event:',
    ]);
  });

  it('trusts a search over whole payloads for what it has looked at, and the head for newer rows', () => {
    const test = toMessageTest(parseMessageFilter('stock'), { ids: new Set(['2']), throughId: 2 });
    expect(rows.filter(test).map((row) => row.id)).toEqual(['2', '3']);
    const older = toMessageTest(parseMessageFilter('stock'), { ids: new Set(['2']), throughId: 9 });
    expect(rows.filter(older).map((row) => row.id)).toEqual(['2']);
  });

  it('treats a dot in an event name as a dot', () => {
    expect(passes('event:order.failed', sampleEvent(1, { event: 'orderxfailed' }))).toEqual([]);
  });
});
