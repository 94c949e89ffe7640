import { expect, it } from 'vitest';
import { judge, Rig } from './test/rig.ts';
import { WEBPACK_DEV_SERVER } from './webpack-dev-server.ts';

const HASH = { type: 'hash', data: '75973744c4a62e7459a1' };
const OK = { type: 'ok' };
const GREETING = [{ type: 'hot' }, { type: 'liveReload' }];

it('is known by a greeting, a hash and an outcome in this order', () => {
  const path = '/ws';
  expect(judge(WEBPACK_DEV_SERVER, { path })).toBe('later');
  expect(judge(WEBPACK_DEV_SERVER, { path, fromServer: [...GREETING, HASH] })).toBe('later');
  expect(judge(WEBPACK_DEV_SERVER, { path, fromServer: [...GREETING, HASH, OK] })).toBe('yes');
  expect(judge(WEBPACK_DEV_SERVER, { path: '/any', fromServer: [...GREETING, HASH, OK] })).toBe('yes');
  expect(judge(WEBPACK_DEV_SERVER, { path, transport: 'event-stream', fromServer: [...GREETING, HASH, OK] })).toBe(
    'yes',
  );
});

it.each([
  ['an outcome alone', [OK]],
  ['a hash that is none', [...GREETING, { type: 'hash', data: 'hello' }, OK]],
  ['a hash and an outcome without a greeting', [HASH, OK]],
  ['fields that it does not have', [{ type: 'hot', room: 1 }]],
  ['a message that it does not have', [...GREETING, { type: 'message' }]],
  ['another dialect', [{ action: 'built' }]],
])('is not known by %s', (_what, fromServer) => {
  expect(judge(WEBPACK_DEV_SERVER, { path: '/ws', fromServer })).toBe('no');
});

it('has no subprotocol', () => {
  expect(judge(WEBPACK_DEV_SERVER, { path: '/ws', subprotocol: 'chat', fromServer: [...GREETING, HASH, OK] })).toBe(
    'no',
  );
});

it('folds both dialects of version 6 and names what it does not know', () => {
  const rig = new Rig(WEBPACK_DEV_SERVER);
  const built = { action: 'built', hash: 'bbbbbbbb', warnings: [], errors: [] };
  for (const json of [...GREETING, HASH, OK, { ...built, action: 'sync', hash: HASH.data }]) rig.say(1, json);
  rig.say(10, { type: 'invalid' });
  rig.say(11, { action: 'building', file: '/a.js' });
  rig.say(12, { type: 'progress-update', data: { percent: 1 } });
  rig.say(13, { action: 'progress', percent: 1 });
  for (const json of [{ type: 'hash', data: 'bbbbbbbb' }, OK, built]) rig.say(20, json);
  for (const json of [
    { action: 'reload', file: '/b.txt' },
    { type: 'static-changed', data: '/b.txt' },
  ])
    rig.say(30, json);
  rig.say(40, { type: 'surprise' });
  rig.say(41, { action: 'wonder' });
  expect(rig.story).toEqual([
    'connected',
    'building',
    'update',
    'full-reload static-file',
    'custom surprise',
    'custom wonder',
  ]);
});

it('keeps the word of a refusal', () => {
  const rig = new Rig(WEBPACK_DEV_SERVER);
  rig.say(1, { type: 'error', data: 'Invalid Host/Origin header' });
  expect(rig.records).toMatchObject([{ type: 'custom', name: 'error', detail: 'Invalid Host/Origin header' }]);
});
