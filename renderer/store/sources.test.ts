import { describe, expect, it } from 'vitest';
import { toSources } from './sources.ts';
import { pendingRow, sampleRow, sampleWorkspace } from './row-sample.ts';

const refused = { code: 'ECONNREFUSED', phase: 'connect', message: 'Refused.', by: 'upstream' } as const;
const health = (rows: Parameters<typeof toSources>[1]) => toSources(sampleWorkspace(), rows)[0]?.health;

describe('toSources', () => {
  it('lists the table in order, the default target last, before any traffic', () => {
    expect(toSources(sampleWorkspace(), [])).toEqual([
      { route: '/api', target: '127.0.0.1:8080', health: 'quiet', recent: 0 },
      { route: 'target', target: 'localhost:5173', health: 'quiet', recent: 0 },
    ]);
  });

  it('tells health by the latest answers', () => {
    expect(health([sampleRow(1)])).toBe('well');
    expect(health([sampleRow(1, { status: 500 }), sampleRow(2)])).toBe('failing');
    expect(health([pendingRow(1)])).toBe('quiet');
    expect(health([sampleRow(1), pendingRow(2, { state: 'failed', error: refused })])).toBe('down');
    expect(health([pendingRow(1, { state: 'failed', error: refused }), sampleRow(2)])).toBe('well');
  });

  it('does not blame an upstream for what the browser ended', () => {
    expect(health([pendingRow(1, { state: 'failed', error: { ...refused, by: 'client' } })])).not.toBe('down');
  });

  it('finds routes in an opened file, which has no table', () => {
    const found = toSources(undefined, [sampleRow(1, { route: '/old' })]);
    expect(found.map((source) => source.route)).toEqual(['/old']);
  });
});
