import { expect, it } from 'vitest';
import { PARCEL } from './parcel.ts';
import { judge, Rig } from './test/rig.ts';

const asset = (id: string, type: string, bundle = 'd0bb247a226b09b8') => ({
  id,
  url: `/__parcel_hmr/${id}`,
  type,
  output: '',
  envHash: 'x',
  outputFormat: 'global',
  depsByBundle: { [bundle]: {} },
});
const update = (...assets: object[]) => ({ type: 'update', assets });
const ERROR = { type: 'error', diagnostics: { ansi: [{ message: 'no', frames: [] }], html: [] } };

it('is undecided until its first message, and known by its whole shape', () => {
  expect(judge(PARCEL, {})).toBe('later');
  expect(judge(PARCEL, { fromServer: [update(asset('a', 'js'))] })).toBe('yes');
  expect(judge(PARCEL, { fromServer: [ERROR], hashedAssets: true })).toBe('yes');
});

it.each([
  ['an update of an application', {}, { type: 'update' }],
  ['assets of an application', {}, update({ id: '1', type: 'js' })],
  ['assets of another address', {}, update({ ...asset('a', 'js'), url: '/a.js' })],
  ['no assets', {}, update()],
  ['an error where no hashed names were seen', {}, ERROR],
  ['another path', { path: '/chat' }, update(asset('a', 'js'))],
  ['a query', { query: 'room=1' }, update(asset('a', 'js'))],
  ['a subprotocol', { subprotocol: 'chat' }, update(asset('a', 'js'))],
  ['a browser that spoke first', { browserSpokeFirst: true }, update(asset('a', 'js'))],
])('is not known by %s', (_what, signs, message) => {
  expect(judge(PARCEL, { ...signs, fromServer: [message] })).toBe('no');
});

it('joins a style sheet by the end of its bundle id, and no other', () => {
  const rig = new Rig(PARCEL);
  rig.say(1, update(asset('a', 'css', '0dcfae5b2cdaf7bc')));
  rig.fetch(2, '10', '/parcel.2cdaf7bc.css?1795253469479');
  rig.fetch(3, '11', '/parcel.31b563d9.css?1795253469479');
  rig.fetch(4, '12', '/parcel.2cdaf7bc.css');
  expect(rig.records.at(-1)?.exchangeIds).toEqual(['10']);
});

it('counts the same message soon after once, and later again', () => {
  const rig = new Rig(PARCEL);
  rig.say(1, update(asset('a', 'js')));
  rig.say(80, update(asset('a', 'js')));
  rig.say(5_000, update(asset('a', 'js')));
  rig.say(6_000, { type: 'reload' });
  rig.say(7_000, { type: 'news' });
  expect(rig.story).toEqual(['connected', 'update', 'update', 'full-reload explicit', 'custom news']);
});
