import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { hmrSession, sampleUpdate } from '../../store/hmr-sample.ts';
import { pendingRow, SAMPLE_START, sampleRow } from '../../store/row-sample.ts';
import { applyFeed } from '../../store/apply.ts';
import { toBatch } from '../../store/row-sample.ts';
import { clientKind, UNSEEN_AFTER_MS, UnseenFinder } from './hmr-unseen.ts';

const VITE = 'http://127.0.0.1:5173';
const at = (n: number, path: string, more: Partial<ExchangeRow> = {}) =>
  sampleRow(n, { url: `http://127.0.0.1:8888${path}`, upstreamUrl: `${VITE}${path}`, route: 'target', ...more });
const socket = (n: number, more: Partial<ExchangeRow> = {}) =>
  at(n, '/?token=x', { kind: 'websocket', status: 101, state: 'open', ...more });
const LATER = SAMPLE_START + 60_000;
const client = at(1, '/@vite/client');

const find = (rows: readonly ExchangeRow[], records: Parameters<typeof hmrSession>[0] = [], now = LATER) =>
  new UnseenFinder().find(hmrSession(records, rows), now);

describe('clientKind', () => {
  it.each([
    ['/@vite/client', 'vite'],
    ['/base/@vite/client?t=1', 'vite'],
    ['/main.3f2a.hot-update.json', 'webpack'],
    ['/js/main.3f2a.hot-update.js', 'webpack'],
    ['/vite/client', undefined],
    ['/src/main.ts', undefined],
  ])('%s', (path, kind) => expect(clientKind(at(1, path))).toBe(kind));

  it('asks for an answer', () => {
    expect(clientKind(at(1, '/@vite/client', { status: 404 }))).toBeUndefined();
  });
});

describe('UnseenFinder', () => {
  it('finds a server whose client was fetched and that never connected', () => {
    expect(find([client, at(2, '/@vite/client', { status: 304 })])).toEqual([
      { kind: 'vite', host: '127.0.0.1:5173', exchangeId: '1', path: '/@vite/client', count: 2 },
    ]);
    expect(find([at(1, '/main.abc.hot-update.json')])).toMatchObject([{ kind: 'webpack', host: '127.0.0.1:5173' }]);
  });

  it('waits for the connection to come', () => {
    expect(find([client], [], client.startedAt + UNSEEN_AFTER_MS - 1)).toEqual([]);
    expect(find([client], [], client.startedAt + UNSEEN_AFTER_MS)).toHaveLength(1);
  });

  it('is content with a connection to the same server', () => {
    expect(find([client, socket(2)], [sampleUpdate(1, { socketExchangeId: '2' })])).toEqual([]);
  });

  it('is not misled by a connection to another server, or of another kind', () => {
    const other = socket(2, { upstreamUrl: 'http://127.0.0.1:9999/' });
    expect(find([client, other], [sampleUpdate(1, { socketExchangeId: '2' })])).toHaveLength(1);
    expect(find([client, socket(2)], [sampleUpdate(1, { socketExchangeId: '2', dialect: 'next' })])).toHaveLength(1);
  });

  it('takes a connection that is no longer held for one to any server', () => {
    expect(find([client], [sampleUpdate(1, { socketExchangeId: '77' })])).toEqual([]);
  });

  it('tells of a connection that was refused', () => {
    const refused = socket(2, { status: 400, state: 'done' });
    expect(find([client, refused])).toMatchObject([{ refusedId: '2' }]);
  });

  it('looks at rows as they come and are answered, each once', () => {
    const finder = new UnseenFinder();
    const { status: _, ...waiting } = client;
    const first = hmrSession([], [{ ...waiting, state: 'pending' }]);
    expect(finder.find(first, LATER)).toEqual([]);
    const second = applyFeed(first, [toBatch([client, at(2, '/@vite/client')])]);
    expect(finder.find(second, LATER)).toMatchObject([{ count: 2 }]);
    expect(finder.find(second, LATER)).toMatchObject([{ count: 2 }]);
    expect(finder.find(hmrSession([], [sampleRow(1), pendingRow(2)]), LATER)).toHaveLength(1);
    expect(finder.find({ ...hmrSession([], [sampleRow(1)]), generation: 99 }, LATER)).toEqual([]);
  });
});
