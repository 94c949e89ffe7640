import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { applyFeed } from '../../store/apply.ts';
import { emptySession, type SessionState } from '../../store/session-state.ts';
import { sampleExchange } from '../detail/exchange-sample.ts';
import { ConnectionFinder } from './use-connections.ts';

const put = (state: SessionState, ...records: ExchangeRow[]) =>
  applyFeed(state, [
    { type: 'batch', changes: records.map((record, seq) => ({ seq, kind: 'exchange', op: 'put', record })) },
  ]);
const row = (id: number, kind: ExchangeRow['kind'], state: ExchangeRow['state'] = 'open') =>
  sampleExchange({ id: String(id), kind, state });

describe('finding connections', () => {
  it('finds new ones and shows known ones as they stand now', () => {
    const finder = new ConnectionFinder();
    let state = put(emptySession(), row(1, 'fetch'), row(2, 'websocket'));
    expect(finder.find(state).map((found) => found.id)).toEqual(['2']);
    state = put(state, row(2, 'websocket', 'done'), row(3, 'eventsource'));
    expect(finder.find(state).map((found) => [found.id, found.state])).toEqual([
      ['2', 'done'],
      ['3', 'open'],
    ]);
  });

  it('starts over with another session', () => {
    const finder = new ConnectionFinder();
    finder.find(put(emptySession(), row(2, 'websocket')));
    const other = { ...put(emptySession(), row(5, 'websocket')), generation: 9 };
    expect(finder.find(other).map((found) => found.id)).toEqual(['5']);
  });
});
