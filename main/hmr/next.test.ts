import { expect, it } from 'vitest';
import { NEXT } from './next.ts';
import { judge, Rig } from './test/rig.ts';

const SYNC = { type: 'sync', hash: 'aaaaaaaa', errors: [], warnings: [] };
const built = (hash: string, errors: readonly object[] = []) => ({ type: 'built', hash, errors, warnings: [] });
const LATENCY = { event: 'client-hmr-latency', updatedModules: [] };
const REFRESH = { rsc: '1', 'next-hmr-refresh': '1' };

it('is known by its path and first message, in both versions', () => {
  expect(judge(NEXT, { path: '/_next/hmr' })).toBe('later');
  expect(judge(NEXT, { path: '/_next/hmr', query: 'id=x', fromServer: [{ type: 'isrManifest', data: {} }] })).toBe(
    'yes',
  );
  expect(judge(NEXT, { path: '/base/_next/webpack-hmr', fromServer: [{ action: 'sync' }] })).toBe('yes');
  expect(judge(NEXT, { path: '/_next/hmr', fromServer: [{ type: 'hello' }] })).toBe('no');
  expect(judge(NEXT, { path: '/socket', fromServer: [SYNC] })).toBe('no');
});

it('folds all that is said of one edit into one update', () => {
  const rig = new Rig(NEXT);
  rig.say(0, SYNC);
  rig.say(10, { type: 'building' });
  rig.say(20, { type: 'serverComponentChanges' });
  rig.fetch(21, '10', '/?_rsc=1', { headers: REFRESH });
  rig.say(30, built('bbbbbbbb'));
  rig.fetch(31, '11', '/_next/static/webpack/aaaaaaaa.webpack.hot-update.json');
  rig.say(50, LATENCY, 'out');
  rig.say(60, built('bbbbbbbb'));
  expect(rig.story).toEqual(['connected', 'building', 'update']);
  expect(rig.records[2]).toMatchObject({
    exchangeIds: ['10', '11'],
    applied: 'confirmed',
    appliedAt: 50,
    latency: { buildMs: 20, messageToFetchMs: 1, fetchMs: 20, applyMs: 9 },
  });
});

it('tells two edits of server components apart where nothing says that a build ended', () => {
  const rig = new Rig(NEXT);
  rig.say(0, SYNC);
  rig.say(10, { type: 'serverComponentChanges' });
  rig.say(5_000, { type: 'serverComponentChanges' });
  expect(rig.story).toEqual(['connected', 'update', 'update']);
});

it('takes a refetch of the page only with its marks', () => {
  const rig = new Rig(NEXT);
  rig.say(0, { ...SYNC, type: undefined, action: 'sync' });
  rig.say(10, { action: 'serverComponentChanges' });
  rig.fetch(11, '10', '/?_rsc=1');
  rig.fetch(12, '11', '/?_rsc=1', { headers: { rsc: '1' } });
  rig.fetch(13, '12', '/?_rsc=1', { headers: { rsc: '1', 'next-router-state-tree': '%22refetch%22' } });
  expect(rig.records.at(-1)?.exchangeIds).toEqual(['12']);
});

it('counts an error that is sent several times once', () => {
  const rig = new Rig(NEXT);
  rig.say(0, SYNC);
  for (const time of [10, 20, 30]) {
    rig.say(time, { type: 'building' });
    rig.say(time + 1, built('bbbbbbbb', [{ message: './a.jsx:5:3\nno' }]));
  }
  rig.say(40, built('cccccccc'));
  expect(rig.records.filter(({ type }) => type !== 'building')).toMatchObject([
    { type: 'connected' },
    { type: 'error', repeats: 2, error: { file: './a.jsx', line: 5, column: 3 } },
    { type: 'update', recovers: '3' },
  ]);
});

it('counts an error of both compilers, server and page, once', () => {
  const rig = new Rig(NEXT);
  rig.say(0, SYNC);
  rig.say(10, { type: 'building' });
  rig.say(20, built('bbbbbbbb', [{ moduleName: './a.jsx', message: 'no' }]));
  rig.say(500, built('cccccccc', [{ moduleName: './a.jsx', message: 'no' }]));
  rig.say(600, { type: 'building' });
  rig.say(700, built('dddddddd', [{ moduleName: './a.jsx', message: 'no' }]));
  rig.say(900, { type: 'building' });
  rig.say(910, built('eeeeeeee'));
  expect(rig.records.filter(({ type }) => type === 'error')).toMatchObject([
    { key: 'bbbbbbbb', repeats: 1, recoveredBy: '7' },
    { key: 'dddddddd', recoveredBy: '7' },
  ]);
});

it('joins the style sheets that are fetched anew with the page', () => {
  const rig = new Rig(NEXT);
  const now = 1_795_273_282_000;
  rig.say(now - 5_000, SYNC);
  rig.say(now, { type: 'serverComponentChanges' });
  rig.fetch(now + 400, '10', '/?_rsc=x', { headers: REFRESH });
  rig.say(now + 450, LATENCY, 'out');
  rig.fetch(now + 500, '11', `/_next/static/css/app/layout.css?v=${now + 430}`);
  expect(rig.records.at(-1)).toMatchObject({ exchangeIds: ['10', '11'], applied: 'confirmed', appliedAt: now + 510 });
});

it('turns an update into a reload when the page says that it loads itself anew, and says why', () => {
  const rig = new Rig(NEXT);
  rig.say(0, SYNC);
  const change = (at: number, hash: string, hadRuntimeError: boolean) => {
    rig.say(at, { type: 'building' });
    rig.say(at + 10, { type: 'turbopack-message', data: [] });
    rig.say(at + 20, LATENCY, 'out');
    rig.say(at + 30, built(hash));
    rig.say(at + 40, { event: 'client-full-reload', hadRuntimeError }, 'out');
    rig.load(at + 50, hash);
    rig.updates.requestEnded(hash, at + 90, false);
  };
  change(10, '10', false);
  expect(rig.story).toEqual(['connected', 'building', 'full-reload not-accepted']);
  expect(rig.records[2]).toMatchObject({ exchangeIds: ['10'], reloadedAt: 100, durationMs: 80 });
  expect(rig.records[2]).not.toHaveProperty('applied');
  expect(rig.records[2]).not.toHaveProperty('appliedAt');

  const other = new Rig(NEXT);
  other.say(0, SYNC);
  other.say(10, { type: 'serverComponentChanges' });
  other.say(20, { event: 'client-full-reload', hadRuntimeError: true }, 'out');
  expect(other.story).toEqual(['connected', 'full-reload threw']);
});

it('does not add the recovery to the update before the error, however soon it comes', () => {
  const rig = new Rig(NEXT);
  rig.say(0, SYNC);
  rig.say(10, { type: 'serverComponentChanges' });
  rig.say(20, built('bbbbbbbb'));
  rig.say(300, { type: 'building' });
  rig.say(310, built('bbbbbbbb', [{ message: './a.jsx:5:3\nno' }]));
  rig.say(600, { type: 'building' });
  const entries = { '[project]/app/a.jsx [app-client] (ecmascript)': {} };
  rig.say(610, { type: 'turbopack-message', data: [{ instruction: { merged: [{ entries }] } }] });
  rig.say(620, built('bbbbbbbb'));
  expect(rig.records.filter(({ type }) => type !== 'building')).toMatchObject([
    { type: 'connected' },
    { type: 'update', modules: [] },
    { type: 'error', recoveredBy: '6' },
    { id: '6', type: 'update', files: ['app/a.jsx'], recovers: '4' },
  ]);
});

it('names what it does not know, tells reloads, and keeps chatter out', () => {
  const rig = new Rig(NEXT);
  rig.say(0, SYNC);
  rig.say(1, { type: 'isrManifest', data: {} });
  rig.say(2, { event: 'ping' }, 'out');
  rig.say(3, { type: 'turbopack-subscribe' }, 'out');
  rig.say(4, { type: 'reloadPage' });
  rig.say(5, { type: 'newerThing' });
  rig.say(6, { event: 'client-full-reload' }, 'out');
  expect(rig.story).toEqual(['connected', 'full-reload explicit', 'custom newerThing', 'custom client-full-reload']);
});

it('begins another update when Turbopack builds again, however soon, once the page has taken the one before', () => {
  const rig = new Rig(NEXT);
  rig.say(0, { type: 'turbopack-connected', data: {} });
  rig.say(0, { ...SYNC, hash: '' });
  rig.say(100, { type: 'serverComponentChanges' });
  rig.fetch(110, '10', '/?_rsc=1', { headers: REFRESH });
  rig.say(130, built('1'));
  rig.say(140, LATENCY, 'out');
  rig.say(300, { type: 'building' });
  rig.say(310, { type: 'turbopack-message', data: [] });
  rig.say(320, { event: 'client-full-reload' }, 'out');
  expect(rig.story).toEqual(['connected', 'update', 'building', 'full-reload not-accepted']);
});

it('takes no update from a compiler that says again, after an error, what the page has', () => {
  const rig = new Rig(NEXT);
  rig.say(0, SYNC);
  rig.say(10, { type: 'building' });
  rig.say(20, built('bbbbbbbb', [{ message: './app/a.js\nUnexpected token (1:1)' }]));
  rig.say(30, built('aaaaaaaa'));
  rig.say(40, built('cccccccc'));
  rig.fetch(50, '10', '/_next/static/webpack/aaaaaaaa.webpack.hot-update.json');
  rig.say(70, LATENCY, 'out');
  expect(rig.story).toEqual(['connected', 'building', 'error', 'update']);
  expect(rig.records.at(-1)).toMatchObject({ exchangeIds: ['10'], applied: 'confirmed' });
});

it('gives a style sheet that is fetched anew to the latest of two updates', () => {
  const rig = new Rig(NEXT);
  const now = 1_795_273_282_000;
  rig.say(now - 5_000, SYNC);
  rig.say(now, { type: 'building' });
  rig.say(now + 10, built('bbbbbbbb'));
  rig.say(now + 200, { type: 'building' });
  rig.say(now + 210, built('cccccccc'));
  rig.fetch(now + 230, '10', `/_next/static/css/app/layout.css?v=${now + 220}`);
  const updates = rig.records.filter(({ type }) => type === 'update');
  expect(updates.map(({ exchangeIds }) => exchangeIds)).toEqual([[], ['10']]);
});
