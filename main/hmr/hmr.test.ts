import { describe, expect, it } from 'vitest';
import { sampleExchange } from '../har/test/sample-exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HmrRecord } from '../model/hmr.ts';
import type { Recorded } from '../model/recorded.ts';
import { createHmr, MAX_WAITING_BYTES } from './hmr.ts';
import { play, readLines, type Played } from './test/playback.ts';

const FIXTURES = [
  'vite-8',
  'vite-5',
  'vite-8-base-custom-events',
  'webpack-dev-server-6',
  'webpack-dev-server-5',
  'webpack-dev-server-4',
  'webpack-dev-server-4-sockjs',
  'webpack-dev-server-3-sockjs',
  'webpack-hot-middleware-2',
  'rsbuild-2',
  'next-16-turbopack',
  'next-16-webpack',
  'next-14-webpack',
  'parcel-2',
] as const;

/** Type, name and reason of each record, step by step. */
function tell(played: Played): Record<string, readonly string[]> {
  return Object.fromEntries(played.steps.map(({ name, records }) => [name, records.map(tellRecord)]));
}

function tellRecord({ type, name, reason, applied }: HmrRecord): string {
  return [type, name, reason, applied].filter((part) => part !== undefined).join(' ');
}

function only(played: Played, step: string, type: HmrRecord['type']): HmrRecord {
  const found = played.step(step).filter((record) => record.type === type);
  expect(found.map((record) => record.type)).toEqual([type]);
  return found[0]!;
}

const APPLIED = 'update inferred';
const CHANGED = 'custom file-changed';
const RELOADED = ['disconnected', 'connected'];

const VITE = {
  connect: ['connected'],
  'vue-template-update': [CHANGED, APPLIED],
  'vue-scoped-style-update': [CHANGED, APPLIED],
  'css-imported-update': [CHANGED, APPLIED],
  'css-linked-update': [CHANGED, APPLIED],
  'full-reload': [CHANGED, 'full-reload no-boundary', ...RELOADED],
  'html-reload': [CHANGED, 'full-reload html', ...RELOADED],
  'syntax-error-vue': [CHANGED, 'error'],
  'syntax-error-vue-recovery': [CHANGED, 'full-reload overlay', ...RELOADED],
  'syntax-error-js': [CHANGED, 'full-reload no-boundary', ...RELOADED, 'error'],
  'syntax-error-js-recovery': [CHANGED, 'full-reload no-boundary', ...RELOADED],
  prune: [CHANGED, APPLIED, 'prune'],
  'server-stop': ['disconnected'],
};

/** What all versions of webpack-dev-server tell, over whatever transport. */
const WEBPACK_DEV_SERVER = {
  connect: ['connected'],
  'js-update': ['building', APPLIED],
  'css-update': ['building', APPLIED],
  'full-reload': ['building', 'full-reload not-accepted', ...RELOADED],
  'no-change-save': ['building', 'built nothing-changed'],
  warning: ['building', APPLIED],
  'warning-recovery': ['building', APPLIED],
  'syntax-error': ['building', 'error'],
  'syntax-error-recovery': ['building', 'full-reload not-accepted', ...RELOADED],
  'missing-import': ['building', 'error'],
  'missing-import-recovery': ['building', 'full-reload not-accepted', ...RELOADED],
  'static-changed': ['full-reload static-file', ...RELOADED],
  'server-stop': ['disconnected'],
};

const CONFIRMED = 'update confirmed';

const EXPECTED: Record<(typeof FIXTURES)[number], Record<string, readonly string[]>> = {
  'vite-8': VITE,
  'vite-5': VITE,
  'vite-8-base-custom-events': {
    connect: ['custom app:hello', 'connected', 'custom app:greeting'],
    'accepted-update': [APPLIED],
    invalidate: [
      'update invalidate',
      'custom vite:invalidate',
      'full-reload invalidate',
      ...RELOADED,
      'custom app:hello',
      'custom app:greeting',
    ],
    'console-error': ['custom vite:forward-console'],
    'uncaught-error': ['custom vite:forward-console'],
    'unhandled-rejection': ['custom vite:forward-console'],
    'module-throws-on-update': ['update threw', ...Array<string>(3).fill('custom vite:forward-console')],
    'idle-ping': [],
  },
  'webpack-dev-server-6': WEBPACK_DEV_SERVER,
  'webpack-dev-server-5': WEBPACK_DEV_SERVER,
  'webpack-dev-server-4': WEBPACK_DEV_SERVER,
  'webpack-dev-server-4-sockjs': WEBPACK_DEV_SERVER,
  'webpack-dev-server-3-sockjs': WEBPACK_DEV_SERVER,
  'webpack-hot-middleware-2': {
    connect: ['connected'],
    'js-update': ['building', APPLIED],
    'css-update': ['building', APPLIED],
    'full-reload': ['building', 'full-reload not-accepted', ...RELOADED],
    'no-change-save': ['building', 'built nothing-changed'],
    warning: ['building', APPLIED],
    'warning-recovery': ['building', APPLIED],
    'syntax-error': ['building', 'error'],
    'syntax-error-recovery': ['building', APPLIED],
    'missing-import': ['building', 'error'],
    'missing-import-recovery': ['building', APPLIED],
    'server-stop': [],
  },
  'rsbuild-2': {
    connect: ['connected'],
    'js-update': [APPLIED],
    'css-update': [APPLIED],
    'full-reload': ['full-reload not-accepted', ...RELOADED],
    'runtime-error': ['custom client-error'],
    warning: ['error'],
    'warning-recovery': [APPLIED],
    'syntax-error': ['error'],
    'syntax-error-recovery': [APPLIED],
    'missing-import': ['error'],
    'missing-import-recovery': [APPLIED],
    'server-stop': ['disconnected'],
  },
  'next-16-turbopack': {
    connect: ['connected', 'building', 'built nothing-changed'],
    'client-component-update': ['building', CONFIRMED],
    'server-component-update': [CONFIRMED],
    'css-update': ['building', CONFIRMED],
    'syntax-error': ['building', 'error', 'building'],
    'syntax-error-recovery': ['building', CONFIRMED],
    'pages-router-visit': [
      'building',
      'built nothing-changed',
      'building',
      ...RELOADED,
      'building',
      'built nothing-changed',
    ],
    'pages-router-update': ['building', CONFIRMED],
    'server-stop': ['disconnected'],
  },
  'next-16-webpack': {
    connect: ['connected'],
    'client-component-update': ['building', CONFIRMED],
    'server-component-update': ['building', CONFIRMED],
    'css-update': ['building', CONFIRMED],
    'syntax-error': ['building', 'error'],
    // The build goes on once more for the same edit.
    'syntax-error-recovery': [CONFIRMED, 'building'],
    'pages-router-visit': [
      'building',
      'built on-demand confirmed',
      'building',
      'built nothing-changed',
      'building',
      'built nothing-changed',
      ...RELOADED,
    ],
    'pages-router-update': ['building', CONFIRMED, 'building', 'built nothing-changed'],
    'server-stop': ['disconnected'],
  },
  'next-14-webpack': {
    connect: ['connected'],
    'client-component-update': ['building', CONFIRMED],
    'server-component-update': [APPLIED],
    'css-update': ['building', CONFIRMED],
    'syntax-error': ['building', 'error'],
    'syntax-error-recovery': [CONFIRMED, 'building'],
    'pages-router-visit': ['building', 'built on-demand confirmed', ...RELOADED],
    'pages-router-update': ['building', CONFIRMED],
    'server-stop': ['disconnected'],
  },
  'parcel-2': {
    connect: [],
    'js-update': ['connected', APPLIED],
    'css-update': [APPLIED],
    'html-edit': ['full-reload html', 'disconnected'],
    'syntax-error': ['connected', 'error'],
    'syntax-error-recovery': [APPLIED],
  },
};

describe.each(FIXTURES)('%s', (name) => {
  const lines = readLines(name);
  const played = play(lines);

  it('tells each step in exactly these records', () => {
    expect(tell(played)).toEqual(EXPECTED[name]);
  });

  it('comes to the same when several messages and requests come in one turn', () => {
    expect(play(lines, 'turns').records).toEqual(played.records);
  });

  it('numbers records in order and names one dialect', () => {
    expect(played.records.map(({ id }) => Number(id))).toEqual(played.records.map((_, index) => index + 1));
    expect(new Set(played.records.map(({ dialect }) => dialect)).size).toBe(1);
  });

  it('has an error standing wherever the page showed an overlay for one, and none where it did not', () => {
    let isBroken = false;
    for (const { records, dom } of played.steps) {
      for (const { type, recovers } of records) {
        if (type === 'error') isBroken = true;
        else if (recovers !== undefined) isBroken = false;
      }
      // Overlays are for warnings too in some versions of webpack-dev-server, and off in its version 3.
      const warned = records.some(({ warnings }) => warnings !== undefined);
      if (dom && !warned && name !== 'webpack-dev-server-3-sockjs') expect(isBroken).toBe(dom.overlay);
    }
  });

  it('marks every request that a record names, with that record', () => {
    for (const record of played.records) {
      for (const id of record.exchangeIds) expect(played.exchanges.get(id)?.hmrUpdateId).toBe(record.id);
    }
  });

  it('takes every document after the first on a connected page as the outcome of a record, but for visits of other pages', () => {
    const reloads = [...played.exchanges.values()].filter(
      ({ kind, url }) => kind === 'document' && !url.endsWith('/old'),
    );
    expect(reloads.slice(1).map(({ hmrUpdateId }) => hmrUpdateId !== undefined)).toEqual(
      reloads.slice(1).map(() => true),
    );
  });

  it('takes every hot-update request as the outcome of an update', () => {
    const hot = [...played.exchanges.values()].filter(({ url }) => url.includes('.hot-update.'));
    // After a document was asked for, what the old page still fetches is of no use.
    const lost = hot.filter(({ hmrUpdateId }) => hmrUpdateId === undefined);
    expect(lost.length).toBe(name === 'webpack-dev-server-6' ? 2 : 0);
  });
});

describe('Vite', () => {
  const played = play(readLines('vite-8'));

  it('names modules, files and timestamps of an update and joins its request by them', () => {
    const update = only(played, 'vue-scoped-style-update', 'update');
    const path = '/src/components/Child.vue?vue&type=style&index=0&scoped=b36379bb&lang.css';
    expect(update).toMatchObject({
      key: '1795252646521',
      files: ['/app/src/components/Child.vue'],
      modules: [{ path, acceptedPath: path, kind: 'css' }],
      durationMs: 4,
      latency: { messageToFetchMs: 0, fetchMs: 4 },
    });
    expect(update.exchangeIds.map((id) => new URL(played.exchanges.get(id)!.url).search)).toEqual([
      '?t=1795252646521&vue&type=style&index=0&scoped=b36379bb&lang.css',
    ]);
  });

  it('joins a linked style sheet, whose address loses `direct`', () => {
    const update = only(played, 'css-linked-update', 'update');
    expect(update.modules).toEqual([
      { path: '/src/linked.css?direct', acceptedPath: '/src/linked.css?direct', kind: 'css' },
    ]);
    expect(update.exchangeIds).toHaveLength(1);
  });

  it('does not take modules that a reloaded page fetches with old timestamps for an update', () => {
    const update = only(played, 'vue-template-update', 'update');
    const reload = only(played, 'full-reload', 'full-reload');
    expect(update.exchangeIds).toHaveLength(1);
    expect(reload).toMatchObject({ triggeredBy: '/app/src/label.js', durationMs: 39 });
    expect(reload.exchangeIds).toHaveLength(1);
    expect(played.exchanges.get(reload.exchangeIds[0]!)?.kind).toBe('document');
  });

  it('finds the place of an error in its fields and in its message', () => {
    expect(only(played, 'syntax-error-vue', 'error').error).toMatchObject({
      file: '/app/src/components/Child.vue',
      line: 5,
      column: 1,
      codeFrame: expect.stringContaining('4  |  const add = () => { n.value++') as string,
    });
    expect(only(played, 'syntax-error-js', 'error').error).toMatchObject({
      file: '/app/src/label.js',
      line: 1,
      column: 26,
      codeFrame: expect.stringContaining("1  |  export const label = 'two") as string,
    });
  });

  it('tells the error from what ended it, both ways', () => {
    const error = only(played, 'syntax-error-vue', 'error');
    const recovery = only(played, 'syntax-error-vue-recovery', 'full-reload');
    expect(error.recoveredBy).toBe(recovery.id);
    expect(recovery.recovers).toBe(error.id);
  });

  it('keeps why a module refused its update', () => {
    const other = play(readLines('vite-8-base-custom-events'));
    expect(only(other, 'invalidate', 'update')).toMatchObject({ reason: 'invalidate', detail: 'value is three' });
    expect(only(other, 'invalidate', 'update').appliedAt).toBeUndefined();
    expect(only(other, 'invalidate', 'full-reload')).toMatchObject({
      triggeredBy: '/app/src/a.js',
      detail: 'value is three',
    });
    expect(only(other, 'module-throws-on-update', 'update').detail).toContain('Failed to reload /src/a.js');
    expect(other.dom('module-throws-on-update').text).toBe(other.dom('invalidate').text);
  });
});

describe.each([
  ['webpack-dev-server-6', './src/view.js'],
  ['webpack-dev-server-5', './src/view.js'],
  ['webpack-dev-server-4', './src/view.js'],
  ['webpack-dev-server-4-sockjs', './src/view.js'],
  ['webpack-dev-server-3-sockjs', './src/view.js'],
  ['webpack-hot-middleware-2', './src/view.js'],
] as const)('positions of %s', (name, file) => {
  const played = play(readLines(name));

  it('are counted from 1', () => {
    expect(only(played, 'syntax-error', 'error').error).toMatchObject({
      message: expect.stringContaining('Unterminated string constant') as string,
      file,
      line: 2,
      column: 10,
      codeFrame: expect.stringContaining("> 2 |   return 'view B;") as string,
    });
    expect(only(played, 'missing-import', 'error').error).toMatchObject({ file, line: 1, column: 1 });
  });

  it('come with the update that the warning was for', () => {
    expect(only(played, 'warning', 'update').warnings?.[0]).toContain("export 'missing'");
  });
});

it('tells which file began a build where the server does, and how long it took', () => {
  const played = play(readLines('webpack-dev-server-6'));
  expect(only(played, 'css-update', 'update')).toMatchObject({
    files: ['/app/src/style.css'],
    latency: { buildMs: 143, messageToFetchMs: 4, fetchMs: 12 },
  });
  expect(only(played, 'static-changed', 'full-reload').triggeredBy).toBe('/app/public/note.txt');
});

it('takes the place of an Rspack error from the frame where the first line has none', () => {
  const played = play(readLines('rsbuild-2'));
  expect(only(played, 'warning', 'error').error).toMatchObject({ file: './src/App.jsx', line: 4, column: 15 });
  expect(only(played, 'syntax-error', 'error').error).toMatchObject({ file: './src/App.jsx', line: 8, column: 39 });
  expect(only(played, 'missing-import', 'error').error).toMatchObject({ line: 3, column: 1 });
  expect(only(played, 'syntax-error-recovery', 'update').exchangeIds).toHaveLength(4);
});

it.each(['next-16-turbopack', 'next-16-webpack', 'next-14-webpack'])('finds places of %s', (name) => {
  const played = play(readLines(name));
  const { error } = only(played, 'syntax-error', 'error');
  expect(error).toMatchObject({ file: './app/counter.jsx', line: 5, column: 3 });
  expect(error?.codeFrame).toContain('5 |   return <button onClick');
  expect(JSON.stringify(error)).not.toContain('\\u001b');
});

it('knows what a page of Next.js confirmed, and what it fetched for it', () => {
  const turbopack = play(readLines('next-16-turbopack'));
  expect(only(turbopack, 'client-component-update', 'update')).toMatchObject({
    files: ['app/counter.jsx'],
    exchangeIds: [],
    latency: { applyMs: 27 },
  });
  const server = only(turbopack, 'server-component-update', 'update');
  expect(server.exchangeIds.map((id) => turbopack.exchanges.get(id)?.url)).toEqual([
    'http://127.0.0.1:5331/?_rsc=d_HBULV8cXOOjBVa',
  ]);
  expect(only(turbopack, 'css-update', 'update').modules).toMatchObject([{ kind: 'css' }]);
  expect(only(turbopack, 'syntax-error', 'error').repeats).toBe(1);
  const webpack = play(readLines('next-16-webpack'));
  expect(only(webpack, 'client-component-update', 'update')).toMatchObject({
    files: ['./app/counter.jsx'],
    latency: { buildMs: 1049, fetchMs: 44, applyMs: 11 },
  });
  expect(only(webpack, 'syntax-error-recovery', 'update').exchangeIds).toHaveLength(6);
});

it('counts what Parcel says twice once', () => {
  const played = play(readLines('parcel-2'));
  expect(only(played, 'js-update', 'update').repeats).toBe(1);
  expect(only(played, 'css-update', 'update').exchangeIds).toHaveLength(2);
  expect(only(played, 'syntax-error', 'error')).toMatchObject({
    repeats: 1,
    error: { file: '/app/src/view.js', line: 2, column: 10 },
  });
});

describe('the stage', () => {
  function start() {
    const out: Recorded[] = [];
    const hmr = createHmr({ emit: (recorded) => out.push(recorded), firstId: 5 });
    const put = (exchange: Exchange): void => hmr.accept({ kind: 'exchange', record: exchange });
    const say = (at: number, text: string, bytes = 0): void => {
      const payload = Buffer.concat([Buffer.from(text), Buffer.alloc(bytes, 0x20)]);
      const facts = { direction: 'in', opcode: 'text', compressed: false, preview: '', truncated: false } as const;
      const record = {
        id: String(at),
        exchangeId: '1',
        at,
        sizeBytes: payload.length,
        wireBytes: payload.length,
        ...facts,
      };
      hmr.accept({ kind: 'frame', record, payload });
    };
    const records = () => out.flatMap((each) => (each.kind === 'hmr' ? [each.record] : []));
    return { hmr, out, put, say, records };
  }

  const SOCKET = sampleExchange({
    ...{ id: '1', startedAt: 0, kind: 'websocket', state: 'open', status: 101, url: 'http://a/ws' },
    subprotocol: 'vite-hmr',
  });
  const PLAIN = { id: '1', startedAt: 0, kind: 'websocket', state: 'open', status: 101 } as const;
  const { subprotocol: _none, ...WEBPACK } = { ...SOCKET, url: 'http://a/ws' };
  const request = (id: string, startedAt: number, url: string, over: Partial<Exchange> = {}): Exchange =>
    sampleExchange({ id, startedAt, url, kind: 'script', state: 'pending', requestHeaders: [], ...over });
  const TIMINGS = sampleExchange().timings;

  it('hands on what it is given, at once and as it was', () => {
    const { hmr, out } = start();
    const given: Recorded[] = [
      { kind: 'exchange', record: sampleExchange() },
      { kind: 'body', exchangeId: '1', side: 'response', bytes: Buffer.from('x') },
      { kind: 'body-end', exchangeId: '1', side: 'response' },
      { kind: 'dropped', count: 2 },
    ];
    for (const recorded of given) hmr.accept(recorded);
    expect(out).toEqual(given);
    hmr.flush(1);
    expect(out).toEqual(given);
  });

  it('reads one turn in the order of its instants, and gives ids from the first', () => {
    const { hmr, put, say, records } = start();
    const update = { type: 'js-update', timestamp: 7, path: '/a.js', acceptedPath: '/a.js' };
    // Exchanges come before frames, though they began after.
    put(request('2', 30, 'http://a/a.js?t=7'));
    say(20, JSON.stringify({ type: 'update', updates: [update] }));
    say(10, '{"type":"connected"}');
    put(SOCKET);
    hmr.flush(40);
    expect(records().map(({ id, type, exchangeIds }) => [id, type, exchangeIds])).toEqual([
      ['5', 'connected', []],
      ['6', 'update', ['2']],
    ]);
  });

  it('marks every later put of a request too', () => {
    const { hmr, out, put, say } = start();
    const update = { type: 'js-update', timestamp: 7, path: '/a.js', acceptedPath: '/a.js' };
    put(SOCKET);
    say(10, '{"type":"connected"}');
    say(20, JSON.stringify({ type: 'update', updates: [update] }));
    put(request('2', 30, 'http://a/a.js?t=7'));
    hmr.flush(40);
    put(request('2', 30, 'http://a/a.js?t=7', { state: 'done', timings: { ...TIMINGS, total: 20 } }));
    expect(out.at(-1)).toMatchObject({ kind: 'exchange', record: { id: '2', state: 'done', hmrUpdateId: '6' } });
    expect(hmr.dueAt).toBeGreaterThan(40);
    hmr.flush(50);
    hmr.flush(hmr.dueAt ?? 0);
    expect(hmr.dueAt).toBeUndefined();
  });

  it('names the modules of a hot-update script, also when it came whole in one turn', () => {
    const { hmr, put, say, records } = start();
    const old = 'aaaaaaaaaaaaaaaaaaaa';
    put(WEBPACK);
    for (const [at, text] of Object.entries([
      '{"type":"hot"}',
      `{"type":"hash","data":"${old}"}`,
      '{"type":"ok"}',
      '{"type":"invalid"}',
      '{"type":"hash","data":"bbbbbbbbbbbbbbbbbbbb"}',
      '{"type":"ok"}',
    ]))
      say(Number(at), text);
    hmr.flush(10);
    const script = Buffer.from('/***/ "./src/style.css":\n/***/ (() => {})');
    hmr.accept({ kind: 'body', exchangeId: '3', side: 'response', bytes: script });
    const done = { state: 'done', timings: { ...TIMINGS, total: 5 }, responseHeaders: [] } as const;
    put(request('3', 20, `http://a/main.${old}.hot-update.js`, done));
    put(request('4', 20, 'http://a/other.js', done));
    hmr.accept({ kind: 'body', exchangeId: '4', side: 'response', bytes: script });
    hmr.flush(40);
    expect(records().at(-1)).toMatchObject({
      type: 'update',
      modules: [{ path: './src/style.css', kind: 'css' }],
      files: ['./src/style.css'],
    });
  });

  it('reads no more payload in one turn than its bound, and hands all on', () => {
    const { hmr, out, put, say, records } = start();
    put(SOCKET);
    say(10, '{"type":"connected"}');
    say(11, '{"type":"prune","paths":[]}', MAX_WAITING_BYTES);
    say(12, '{"type":"full-reload"}');
    hmr.flush(20);
    expect(records().map(({ type }) => type)).toEqual(['connected', 'full-reload']);
    expect(out.filter(({ kind }) => kind === 'frame')).toHaveLength(3);
  });

  it('says nothing of sockets and streams of an application', () => {
    const { hmr, put, say, records } = start();
    put(sampleExchange({ ...PLAIN, url: 'http://a/ws' }));
    for (const text of ['{"type":"update"}', '{"type":"ok"}', '{"action":"built"}']) say(10, text);
    put(sampleExchange({ id: '2', kind: 'eventsource', state: 'streaming', status: 200, url: 'http://a/events' }));
    const row = { id: '1', exchangeId: '2', at: 11, event: 'message', preview: '', sizeBytes: 1, truncated: false };
    const data = '{"action":"sync","hash":"75973744c4a62e7459a1","warnings":[],"errors":[],"modules":{}}';
    hmr.accept({ kind: 'event', record: row, data });
    hmr.flush(20);
    put(sampleExchange({ ...PLAIN, url: 'http://a/ws', state: 'done' }));
    hmr.finish(30);
    expect(records()).toEqual([]);
  });
});
