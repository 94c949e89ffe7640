import { describe, expect, it, vi } from 'vitest';

vi.mock('./commands.ts', () => import('../test/commands-stub.ts'));
const { mayMatchLater, narrowFilter, traceOfLog } = await import('./log-list.ts');

const open = { span: null, clearedAt: -Infinity, page: null, sources: undefined };

describe('narrowFilter', () => {
  it('leaves a filter as it is where nothing narrows it', () => {
    expect(narrowFilter({ texts: ['a'] }, open)).toEqual({ texts: ['a'] });
  });

  it('adds the time, what was cleared, the page and the sources of the route', () => {
    const scope = { span: { from: 10, to: 20 }, clearedAt: 15, page: 'p1', sources: ['process:api'] };
    const among = { sources: ['process:api', 'browser'] };
    expect(narrowFilter(among, scope)).toEqual({ sources: ['process:api'], pageId: 'p1', fromAt: 15, toAt: 20 });
    expect(narrowFilter({ pageId: 'p2' }, scope).pageId).toBe('p2');
  });
});

it('knows filters that others may come to match', () => {
  expect(mayMatchLater({ exchangeId: '1' })).toBe(true);
  expect(mayMatchLater({ texts: ['a'] })).toBe(false);
});

it('knows no trace of a line that is not held', () => expect(traceOfLog('5')).toBeUndefined());
