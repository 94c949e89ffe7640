import { expect, it } from 'vitest';
import { Rig } from './test/rig.ts';
import { SETTLE_MS } from './update.ts';
import { wantHotUpdate, WebpackBuilds, type Outcome } from './webpack-builds.ts';
import { WEBPACK_DEV_SERVER } from './webpack-dev-server.ts';
import { toRequest } from './test/rig.ts';

const outcome = (hash: string, errors: readonly string[] = []): Outcome => ({
  hash,
  errors: errors.map((message) => ({ message })),
  warnings: [],
});
const at = (time: number) => ({ at: time, direction: 'in', json: {} }) as const;
const [A, B, C, D] = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd'] as const;

function start() {
  const rig = new Rig(WEBPACK_DEV_SERVER);
  const builds = new WebpackBuilds(rig.session);
  builds.finished(at(0), outcome(A));
  return { rig, builds };
}

it('takes the first outcome as the build that the page has', () => {
  expect(start().rig.story).toEqual(['connected']);
});

it('says that a page loads while the build is broken', () => {
  const rig = new Rig(WEBPACK_DEV_SERVER);
  new WebpackBuilds(rig.session).finished(at(0), outcome(A, ['no']));
  expect(rig.story).toEqual(['connected', 'error']);
});

it('counts beginnings and outcomes that are said twice once', () => {
  const { rig, builds } = start();
  builds.started(at(10));
  builds.started(at(11), '/a.js');
  builds.finished(at(20), outcome(B));
  builds.finished(at(21), outcome(B));
  expect(rig.records.slice(1)).toMatchObject([
    { type: 'building', files: ['/a.js'] },
    { type: 'update', files: ['/a.js'], latency: { buildMs: 10 } },
  ]);
  expect(rig.records).toHaveLength(3);
});

it('joins the requests for every build that the page missed', () => {
  const { rig, builds } = start();
  builds.finished(at(10), outcome(B, ['no']));
  builds.finished(at(20), outcome(C, ['still no']));
  builds.finished(at(30), outcome(D));
  for (const [id, hash] of Object.entries({ 10: A, 11: B, 12: C, 13: D })) {
    rig.fetch(31, id, `/main.${hash}.hot-update.json`);
  }
  rig.updates.settle(41 + SETTLE_MS);
  expect(rig.story).toEqual(['connected', 'error', 'error', 'update']);
  expect(rig.records[3]).toMatchObject({ exchangeIds: ['10', '11', '12'], applied: 'inferred', recovers: '3' });
});

it('knows a page that connects again with an older build', () => {
  const { rig } = start();
  const again = new WebpackBuilds(rig.session);
  again.finished(at(50), outcome(B));
  rig.fetch(51, '10', `/main.${A}.hot-update.json`);
  expect(rig.records.at(-1)).toMatchObject({ type: 'update', exchangeIds: ['10'] });
});

it('tells bundles with hashes of their own apart', () => {
  const { rig } = start();
  const other = new WebpackBuilds(rig.session, 'admin');
  other.finished(at(1), outcome(C));
  other.started(at(5));
  other.finished(at(10), outcome(D));
  expect(rig.story).toEqual(['connected', 'building', 'update']);
});

it('finds the hash as a whole word of any configured name', () => {
  const want = wantHotUpdate([A]);
  const match = (path: string) => want.match(toRequest(0, '1', path));
  expect([`/x/${A}.hot.json`, `/hot/main-${A}.js`, `/a/${A}/b.js`].map(match)).toEqual([A, A, A]);
  expect([`/main.${A}0.js`, '/main.js', `/main.js?${A}`].map(match)).toEqual(Array(3).fill(undefined));
});

it('knows why a page loads anew after it fetched', () => {
  const want = wantHotUpdate([A]);
  expect(want.reloadReason({ requests: 1, failed: 1, complete: false })).toBe('hot-update-missing');
  expect(want.reloadReason({ requests: 1, failed: 0, complete: true })).toBe('not-accepted');
  expect(want.reloadReason({ requests: 0, failed: 0, complete: false })).toBeUndefined();
});

it('joins a style sheet of its own that is fetched anew, by the instant in its query, and names it', () => {
  const rig = new Rig(WEBPACK_DEV_SERVER);
  const builds = new WebpackBuilds(rig.session);
  const now = 1_795_272_528_840;
  builds.finished(at(now - 1_000), outcome(A));
  builds.finished(at(now - 10.5), outcome(B));
  rig.fetch(now, '10', `/main.${A}.hot-update.json`);
  rig.fetch(now + 1, '11', `/static/css/index.css?${now}`);
  rig.fetch(now + 2, '12', `/static/css/index.css?${now - 5_000}`);
  rig.fetch(now + 3, '13', '/static/css/other.css?v=1');
  expect(rig.records.at(-1)).toMatchObject({
    exchangeIds: ['10', '11'],
    modules: [{ path: '/static/css/index.css', acceptedPath: '/static/css/index.css', kind: 'css' }],
  });
});
