import { expect, it } from 'vitest';
import { HMR_GIVE_UP_MS } from '../model/hmr.ts';
import { ORIGIN, Rig, toRequest } from './test/rig.ts';
import { SETTLE_MS } from './update.ts';
import { MAX_FETCH_MS, MAX_OPEN_UPDATES } from './updates.ts';
import { VITE } from './vite.ts';

const update = (timestamp: number, paths: readonly string[] = ['/a.js']) => ({
  type: 'update',
  updates: paths.map((path) => ({ type: 'js-update', timestamp, path, acceptedPath: path })),
});

it('takes an update as applied when all was fetched and no reload followed for a while', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7, ['/a.js', '/b.js']));
  rig.fetch(105, '10', '/a.js?t=7');
  rig.fetch(120, '11', '/b.js?t=7');
  rig.updates.settle(130 + SETTLE_MS - 1);
  expect(rig.records[0]?.appliedAt).toBeUndefined();
  rig.updates.settle(130 + SETTLE_MS);
  expect(rig.records[0]).toMatchObject({
    exchangeIds: ['10', '11'],
    appliedAt: 130,
    applied: 'inferred',
    durationMs: 30,
    latency: { messageToFetchMs: 5, fetchMs: 25 },
  });
  expect(rig.caused).toEqual([
    ['10', '1'],
    ['11', '1'],
  ]);
});

it('takes requests by their key, whenever they come, and no others', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7));
  rig.say(101, update(8, ['/b.js']));
  rig.fetch(102, '10', '/b.js?t=8');
  rig.fetch(103, '11', '/a.js?t=7');
  rig.fetch(104, '12', '/a.js');
  rig.fetch(105, '13', '/a.js?t=9');
  expect(rig.records.map(({ exchangeIds }) => exchangeIds)).toEqual([['11'], ['10']]);
});

it('gives up on an update of which nothing is fetched', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7));
  rig.updates.settle(100 + HMR_GIVE_UP_MS);
  expect(rig.story).toEqual(['update not-fetched']);
});

it('says when a module could not be fetched', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7));
  rig.fetch(105, '10', '/a.js?t=7', { failed: true });
  rig.updates.settle(115 + SETTLE_MS);
  expect(rig.story).toEqual(['update fetch-failed']);
});

it('waits for a slow request, but not for ever', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7));
  rig.updates.requestOpened(toRequest(105, '10', '/a.js?t=7'));
  rig.updates.settle(100 + HMR_GIVE_UP_MS + SETTLE_MS);
  expect(rig.records[0]?.reason).toBeUndefined();
  rig.updates.settle(100 + MAX_FETCH_MS);
  expect(rig.records[0]?.reason).toBe('not-fetched');
});

it('gives two tabs with the same update each its own requests', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7));
  rig.say(100, update(7));
  rig.fetch(105, '10', '/a.js?t=7');
  rig.fetch(106, '11', '/a.js?t=7');
  expect(rig.records.map(({ exchangeIds }) => exchangeIds)).toEqual([['10'], ['11']]);
});

it('joins a reload to the document of the same page, and not to another', () => {
  const rig = new Rig(VITE);
  rig.say(100, { type: 'full-reload', path: '*' });
  rig.updates.documentRequested({ id: '20', at: 105, origin: ORIGIN, url: `${ORIGIN}/other` });
  rig.load(110, '21');
  rig.updates.requestEnded('21', 140, false);
  expect(rig.records[0]).toMatchObject({ exchangeIds: ['21'], reloadedAt: 140, durationMs: 40 });
});

it('leaves a document alone that nothing asked for', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7));
  rig.fetch(105, '10', '/a.js?t=7');
  rig.load(200, '20');
  rig.updates.settle(5_000);
  expect(rig.records[0]).toMatchObject({ type: 'update', exchangeIds: ['10'], applied: 'inferred' });
});

it('concludes what is open when the page goes and when recording ends', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7));
  rig.updates.pageClosed(rig.page);
  rig.say(200, update(8));
  rig.updates.finish();
  rig.say(300, update(9));
  rig.fetch(305, '10', '/a.js?t=9');
  rig.updates.finish();
  expect(rig.story).toEqual(['update page-left', 'update recording-ended', 'update']);
  expect(rig.records[2]?.applied).toBe('inferred');
});

it('gives up the oldest of too many', () => {
  const rig = new Rig(VITE);
  for (let n = 0; n <= MAX_OPEN_UPDATES; n++) rig.say(n, update(n));
  expect(rig.records.filter(({ reason }) => reason === 'not-fetched').map(({ id }) => id)).toEqual(['1']);
});

it('adds the modules that a hot-update script turned out to hold', () => {
  const rig = new Rig(VITE);
  rig.say(100, update(7));
  rig.fetch(105, '10', '/a.js?t=7');
  rig.updates.modulesRead('10', [{ path: './b.css', acceptedPath: './b.css', kind: 'css' }]);
  rig.updates.modulesRead('99', [{ path: './c.css', acceptedPath: './c.css', kind: 'css' }]);
  expect(rig.records[0]?.modules.map(({ path }) => path)).toEqual(['/a.js', './b.css']);
});
