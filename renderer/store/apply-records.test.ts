import { describe, expect, it } from 'vitest';
import { applyAsked, applyFeed, SESSION_BOUNDS } from './apply.ts';
import { samplePage, sampleAction, sampleReport, recordSession, toRecordBatch } from './error-sample.ts';
import { sampleSession, sampleWorkspace } from './row-sample.ts';

const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

describe('errors', () => {
  it('are kept by id, the last word about each, and move the session’s end', () => {
    const later = sampleReport(2, { count: 4, lastAt: sampleReport(2).at + 900 });
    const state = applyFeed(sampleSession([]), [
      toRecordBatch({ errors: [sampleReport(2), sampleReport(3)] }),
      toRecordBatch({ errors: [later] }),
    ]);
    expect(state.errors.map(({ id, count }) => `${id} ${count}`)).toEqual(['2 4', '3 1']);
    expect(state.latestAt).toBe(sampleReport(3).at);
  });

  it('that were asked for join those that were fed, which are newer', () => {
    const live = recordSession({ errors: [sampleReport(2, { count: 9 })] });
    const state = applyAsked(live, { errors: [sampleReport(1), sampleReport(2)], errorLoad: 'done' });
    expect(state.errors.map(({ id, count }) => `${id} ${count}`)).toEqual(['1 1', '2 9']);
    expect(state.errorLoad).toBe('done');
    expect(state.errorVersion).toBeGreaterThan(live.errorVersion);
  });

  it('are folded at the bound, the oldest first, and counted', () => {
    const errors = Array.from({ length: 7 }, (_, n) => sampleReport(n + 1));
    const bounds = { ...SESSION_BOUNDS, errors: 6, foldErrors: 2 };
    const state = applyFeed(sampleSession([]), [toRecordBatch({ errors })], bounds);
    expect(ids(state.errors)).toEqual(['3', '4', '5', '6', '7']);
    expect(state.foldedErrors).toBe(2);
    expect(applyAsked(state, { errors: [sampleReport(1)] }, bounds).errors).toHaveLength(5);
  });

  it('are of the session that was reset to', () => {
    const before = recordSession({ errors: [sampleReport(1)], pages: [samplePage(1)], actions: [sampleAction(1)] });
    const state = applyFeed(before, [{ type: 'reset', workspace: sampleWorkspace() }]);
    expect(state).toMatchObject({ errors: [], pages: [], actions: [], errorLoad: 'loading' });
    expect(state.errorVersion).toBeGreaterThan(before.errorVersion);
  });
});

describe('pages and actions', () => {
  it('are kept within their bounds, the oldest go first and are counted', () => {
    const bounds = { ...SESSION_BOUNDS, pages: 2, actions: 2 };
    const batch = toRecordBatch({
      pages: [samplePage(1), samplePage(2), samplePage(3)],
      actions: [sampleAction(1), sampleAction(2), sampleAction(3)],
    });
    const state = applyFeed(sampleSession([]), [batch], bounds);
    expect(ids(state.pages)).toEqual(['2', '3']);
    expect(ids(state.actions)).toEqual(['2', '3']);
    expect(state).toMatchObject({ foldedPages: 1, foldedActions: 1 });
  });

  it('that were asked for do not replace what was fed', () => {
    const live = recordSession({ pages: [samplePage(1, { title: 'Now' })] });
    const state = applyAsked(live, { pages: [samplePage(1), samplePage(2)] });
    expect(state.pages.map(({ title }) => title)).toEqual(['Now', 'Checkout']);
  });
});
