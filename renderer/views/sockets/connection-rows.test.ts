import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { sampleExchange } from '../detail/exchange-sample.ts';
import { countChips, LIFELINE_LIMIT, passesChip, toConnectionRow, toLifelines } from './connection-rows.ts';

const socket = (change: Partial<ExchangeRow>) =>
  toConnectionRow(sampleExchange({ kind: 'websocket', status: 101, url: 'ws://h:1/ws/stock?t=1', ...change }));
const error = { code: 'ECONNRESET', phase: 'receive', message: 'm', by: 'upstream' } as const;

describe('connection rows', () => {
  it('tells the states apart', () => {
    expect(socket({ state: 'open' }).state).toBe('open');
    expect(socket({ state: 'done' }).state).toBe('closed');
    expect(socket({ state: 'failed', error })).toMatchObject({ state: 'lost', note: 'ECONNRESET' });
    expect(socket({ state: 'done', status: 403 })).toMatchObject({ state: 'refused', note: '403' });
    expect(socket({ state: 'pending' }).state).toBe('opening');
  });

  it('takes a reader that leaves an event stream for its usual end', () => {
    const gone = { kind: 'eventsource', status: 200, state: 'failed', error: { ...error, by: 'client' } } as const;
    expect(socket(gone).state).toBe('closed');
    expect(socket({ ...gone, error }).state).toBe('lost');
  });

  it('does not call it refused when the page left before it was answered', () => {
    const { status: _, ...unanswered } = sampleExchange({ kind: 'websocket', state: 'failed' });
    const left = toConnectionRow({ ...unanswered, error: { ...error, code: 'client-aborted', by: 'client' } });
    expect(left).toMatchObject({ state: 'closed', note: 'client-aborted' });
    expect(toConnectionRow({ ...unanswered, error }).state).toBe('refused');
  });

  it('has an end only when it ended', () => {
    expect(socket({ state: 'open' }).endedAt).toBeUndefined();
    const closed = socket({ state: 'done' });
    expect(closed.endedAt).toBe(closed.startedAt + 412);
  });

  it('counts the bytes of a socket and of the body of a stream', () => {
    expect(socket({ messageBytes: 4_200 }).sizeBytes).toBe(4_200 + 486);
    expect(socket({ kind: 'eventsource', status: 200 }).sizeBytes).toBe(486);
  });

  it('shows path and query', () => {
    expect(socket({}).path).toBe('/ws/stock?t=1');
    expect(socket({ url: 'ws://h:1' }).path).toBe('/');
  });

  it('counts what each chip lets through', () => {
    const rows = [socket({ state: 'open' }), socket({ state: 'done', kind: 'eventsource', status: 200 })];
    expect(countChips(rows)).toEqual({ all: 2, open: 1, closed: 1, sockets: 1, streams: 1 });
    expect(rows.map((row) => passesChip(row, 'streams'))).toEqual([false, true]);
  });

  it('puts a reconnection on the line of the one before it', () => {
    const first = socket({ id: '1', startedAt: 0, state: 'done' });
    const second = socket({ id: '2', startedAt: 1000, state: 'open' });
    const beside = socket({ id: '3', startedAt: 1200, state: 'open' });
    const lines = toLifelines([first, second, beside], 5000);
    expect(lines.map((line) => line.spans.map((span) => span.id))).toEqual([['1', '2'], ['3']]);
  });

  it('shows the latest lines where there are too many', () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      socket({ id: String(index), startedAt: index, url: `ws://h/${index}`, state: 'done' }),
    );
    const lines = toLifelines(rows, 100);
    expect(lines).toHaveLength(LIFELINE_LIMIT);
    expect(lines[0]?.path).toBe('/19');
  });
});
