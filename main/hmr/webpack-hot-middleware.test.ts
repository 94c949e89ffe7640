import { expect, it } from 'vitest';
import { judge, Rig } from './test/rig.ts';
import { parseActionOutcome, WEBPACK_HOT_MIDDLEWARE } from './webpack-hot-middleware.ts';

const SYNC = { action: 'sync', name: '', hash: '75973744c4a62e7459a1', warnings: [], errors: [] };
const transport = 'event-stream';

it('is known by its path and what a build says of itself', () => {
  const path = '/base/__webpack_hmr';
  expect(judge(WEBPACK_HOT_MIDDLEWARE, { transport, path })).toBe('later');
  expect(judge(WEBPACK_HOT_MIDDLEWARE, { transport, path, fromServer: [{ action: 'building' }] })).toBe('later');
  expect(judge(WEBPACK_HOT_MIDDLEWARE, { transport, path, fromServer: [SYNC] })).toBe('yes');
  expect(judge(WEBPACK_HOT_MIDDLEWARE, { path, fromServer: [SYNC] })).toBe('yes');
  expect(judge(WEBPACK_HOT_MIDDLEWARE, { transport, path, fromServer: [{ action: 'built' }] })).toBe('no');
  expect(judge(WEBPACK_HOT_MIDDLEWARE, { transport, path: '/events', fromServer: [SYNC] })).toBe('no');
});

it('takes an outcome only with all its parts', () => {
  expect(parseActionOutcome({ ...SYNC, errors: ['./a.js 2:9\nno'] })?.errors).toEqual([
    { message: 'no', file: './a.js', line: 2, column: 10 },
  ]);
  expect(parseActionOutcome({ ...SYNC, hash: 'x' })).toBeUndefined();
  expect(parseActionOutcome({ action: 'built', hash: SYNC.hash })).toBeUndefined();
});

it('follows several bundles by name', () => {
  const rig = new Rig(WEBPACK_HOT_MIDDLEWARE);
  rig.say(1, { ...SYNC, name: 'site' });
  rig.say(1, { ...SYNC, name: 'admin', hash: 'cccccccc' });
  rig.say(10, { action: 'building' });
  rig.say(20, { ...SYNC, action: 'built', name: 'site', hash: 'bbbbbbbb' });
  rig.say(21, { ...SYNC, action: 'built', name: 'admin', hash: 'dddddddd' });
  rig.say(30, { action: 'else' });
  expect(rig.story).toEqual(['connected', 'building', 'update', 'update', 'custom else']);
});
