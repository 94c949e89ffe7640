import { expect, it } from 'vitest';
import { parseRspackError, RSPACK } from './rspack.ts';
import { judge, Rig } from './test/rig.ts';

const HASH = { type: 'hash', data: 'e8d3a840c9dcd270' };
const TOKEN = 'token=b0e43be22dbc7521';

it('is known by its token or path, and a hash with an outcome', () => {
  expect(judge(RSPACK, { path: '/rsbuild-hmr', query: TOKEN, fromServer: [HASH] })).toBe('later');
  expect(judge(RSPACK, { path: '/rsbuild-hmr', fromServer: [HASH, { type: 'ok' }] })).toBe('yes');
  expect(judge(RSPACK, { path: '/own', query: TOKEN, fromServer: [HASH, { type: 'errors' }] })).toBe('yes');
  expect(judge(RSPACK, { path: '/own', fromServer: [HASH, { type: 'ok' }] })).toBe('no');
  expect(judge(RSPACK, { path: '/own', query: TOKEN, fromServer: [{ type: 'ok' }] })).toBe('no');
  expect(judge(RSPACK, { path: '/own', query: TOKEN, fromServer: [HASH, { type: 'chat' }] })).toBe('no');
});

it('names the rest, tells reloads by their cause, and keeps pings out', () => {
  const rig = new Rig(RSPACK);
  for (const json of [HASH, { type: 'ok' }, { type: 'ping' }]) rig.say(1, json);
  rig.say(2, { type: 'static-changed', data: '/app/a.txt' });
  rig.say(3, { type: 'full-reload', data: '/index.html' });
  rig.say(4, { type: 'custom', data: { event: 'mine' } });
  rig.say(5, { type: 'early-update', data: 'x' });
  rig.say(6, { type: 'client-error', message: 'no' }, 'out');
  expect(rig.story).toEqual([
    'connected',
    'full-reload static-file',
    'full-reload html',
    'custom mine',
    'custom early-update',
    'custom client-error',
  ]);
});

it('reads places with their two ways of counting columns', () => {
  const linking =
    'File: ./a.jsx:4:15-28\n  × no\n   ╭─[4:14]\n 4 │ a(b);\n   ·   ─\n   ╰────\nImport traces (entry → error):\n  ./b';
  expect(parseRspackError(linking)).toEqual({
    message: '× no',
    file: './a.jsx',
    line: 4,
    column: 15,
    codeFrame: ' 4 │ a(b);\n   ·   ─',
  });
  const loader =
    'File: ./a.jsx:1:1\n  × outer\n  ╰─▶   × no\n          ╭─[8:38]\n        8 │ a )\n          ·   ─\n          ╰────';
  expect(parseRspackError(loader)).toMatchObject({ file: './a.jsx', line: 8, column: 39 });
  expect(parseRspackError('no place')).toEqual({ message: 'no place' });
});
