import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { applyFeed } from '../../store/apply.ts';
import { emptySession, type SessionState } from '../../store/session-state.ts';
import { sampleExchange } from '../detail/exchange-sample.ts';
import { StatsFollower } from './use-traffic-stats.ts';

const put = (state: SessionState, ...records: ExchangeRow[]) =>
  applyFeed(state, [
    { type: 'batch', changes: records.map((record, seq) => ({ seq, kind: 'exchange', op: 'put', record })) },
  ]);
const row = (id: number, change: Partial<ExchangeRow> = {}) =>
  sampleExchange({ id: String(id), startedAt: 1_000_000 + id * 1000, ...change });

describe('following a session', () => {
  it('counts what changed since it last looked', () => {
    const follower = new StatsFollower();
    let state = put(emptySession(), row(1, { state: 'pending' }), row(2));
    expect(follower.follow(state, null, null).answers).toBe(1);
    state = put(state, row(1), row(3));
    const stats = follower.follow(state, null, null);
    expect([stats.requests, stats.answers]).toEqual([3, 3]);
  });

  it('starts over for another range, scope or session', () => {
    const follower = new StatsFollower();
    const state = put(emptySession(), row(1), row(2, { route: '/web' }), row(3));
    expect(follower.follow(state, null, null).requests).toBe(3);
    expect(follower.follow(state, { from: 1_002_000, to: 1_003_500 }, null).requests).toBe(2);
    expect(follower.follow(state, null, '/web').requests).toBe(1);
    expect(follower.follow({ ...put(emptySession(), row(9)), generation: 5 }, null, null).requests).toBe(1);
  });

  it('keeps a range up to date as rows end in it', () => {
    const follower = new StatsFollower();
    const range = { from: 1_000_000, to: 1_005_000 };
    let state = put(emptySession(), row(1, { state: 'pending' }), row(9));
    expect(follower.follow(state, range, null).answers).toBe(0);
    state = put(state, row(1));
    expect(follower.follow(state, range, null).answers).toBe(1);
  });

  it('does not lose count when the journal was trimmed', () => {
    const follower = new StatsFollower();
    let state = put(emptySession(), row(1));
    follower.follow(state, null, null);
    state = put(state, row(2), row(3));
    const trimmed = { ...state, journal: { base: 100, positions: [] } };
    expect(follower.follow(trimmed, null, null).requests).toBe(3);
  });
});
