import { describe, expect, it } from 'vitest';
import { judge, Rig } from './test/rig.ts';
import { SETTLE_MS } from './update.ts';
import { VITE } from './vite.ts';

const update = (path: string, over: object = {}) => ({
  type: 'update',
  updates: [{ type: 'js-update', timestamp: 7, path, acceptedPath: path, ...over }],
});

describe('a connection', () => {
  it('is known by its subprotocol and its first message together', () => {
    const subprotocol = 'vite-hmr';
    expect(judge(VITE, { subprotocol })).toBe('later');
    expect(judge(VITE, { subprotocol, fromServer: [{ type: 'connected' }] })).toBe('yes');
    expect(judge(VITE, { subprotocol, fromServer: [{ type: 'chat' }] })).toBe('no');
    expect(judge(VITE, { fromServer: [{ type: 'connected' }] })).toBe('no');
    expect(judge(VITE, { subprotocol: 'vite-ping' })).toBe('no');
  });
});

it('names message types it does not know, and keeps pings out', () => {
  const rig = new Rig(VITE);
  rig.say(1, { type: 'ping' });
  rig.say(2, { type: 'ping' }, 'out');
  rig.say(3, { type: 'bundled-dev-update', seq: 1 });
  rig.say(4, {});
  expect(rig.story).toEqual(['custom bundled-dev-update', 'custom untyped']);
});

it('finds an accepted module under a base, among encoded names and added queries', () => {
  const rig = new Rig(VITE);
  rig.say(1, update('/src/Ä b.vue?vue&type=style&lang.css', { explicitImportRequired: true }));
  rig.fetch(2, '10', '/sub/src/%C3%84%20b.vue?import&t=7&vue&type=style&lang.css');
  rig.updates.settle(12 + SETTLE_MS);
  expect(rig.records[0]).toMatchObject({ exchangeIds: ['10'], applied: 'inferred' });
});

it('does not take a module that a changed one imports for the changed one', () => {
  const rig = new Rig(VITE);
  rig.say(1, update('/src/a.js'));
  rig.fetch(2, '10', '/src/b.js?t=7');
  rig.updates.settle(500_000);
  expect(rig.records[0]).toMatchObject({ exchangeIds: ['10'], reason: 'not-fetched' });
});

it('knows the reload after the first update under an overlay, and after an import in a circle', () => {
  const rig = new Rig(VITE);
  rig.say(1, { type: 'error', err: { message: 'no' } });
  rig.say(10, update('/a.js'));
  rig.load(12, '20');
  const other = new Rig(VITE);
  other.say(10, update('/a.js', { isWithinCircularImport: true }));
  other.fetch(12, '10', '/a.js?t=7');
  other.load(30, '20');
  expect(rig.story).toEqual(['error', 'full-reload overlay']);
  expect(other.story).toEqual(['full-reload circular-import']);
});

it.each([
  [{ path: '*', triggeredBy: '/app/a.js' }, 'no-boundary'],
  [{ triggeredBy: '/app/a.js' }, 'no-boundary'],
  [{ path: '/index.html' }, 'html'],
  [{ path: '*' }, 'explicit'],
  [{}, 'explicit'],
])('tells why the page is loaded anew by %j', (fields, reason) => {
  const rig = new Rig(VITE);
  rig.say(1, { type: 'full-reload', ...fields });
  expect(rig.records).toMatchObject([{ type: 'full-reload', reason }]);
});

it('takes an invalidation as the reason of what the server answers, not of a later edit', () => {
  const rig = new Rig(VITE);
  rig.say(1, update('/a.js'));
  rig.say(2, { type: 'custom', event: 'vite:invalidate', data: { path: '/a.js', message: 'why' } }, 'out');
  rig.say(60_000, { type: 'full-reload', triggeredBy: '/app/b.js' });
  expect(rig.story).toEqual(['update invalidate', 'custom vite:invalidate', 'full-reload no-boundary']);
});

it('takes a changed component of Angular for an update, with the import that it causes', () => {
  const rig = new Rig(VITE);
  rig.say(0, { type: 'connected' });
  const id = encodeURIComponent('src/app/cart.ts@Cart');
  rig.say(10, { type: 'custom', event: 'angular:component-update', data: { id, timestamp: 1795 } });
  rig.fetch(12, '10', `/@ng/component?c=${id}&t=1794`);
  rig.fetch(13, '11', `/@ng/component?c=${id}&t=1795`);
  rig.updates.settle(10_000);
  expect(rig.records[1]).toMatchObject({
    type: 'update',
    files: ['src/app/cart.ts'],
    modules: [{ path: 'src/app/cart.ts@Cart', kind: 'js' }],
    exchangeIds: ['11'],
    applied: 'inferred',
    appliedAt: 23,
  });
});
